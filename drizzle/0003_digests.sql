CREATE TABLE `digests` (
	`day` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
