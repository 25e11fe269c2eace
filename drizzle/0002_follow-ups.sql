CREATE TABLE `notices` (
	`ticket_id` integer NOT NULL,
	`kind` text NOT NULL,
	`anchor` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`at` integer NOT NULL,
	`outcome` text NOT NULL,
	`rule` text NOT NULL,
	`because` text NOT NULL,
	PRIMARY KEY(`ticket_id`, `kind`, `anchor`, `ordinal`),
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `ratings` (
	`ticket_id` integer NOT NULL,
	`address` text NOT NULL,
	`score` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`ticket_id`, `address`),
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` integer PRIMARY KEY NOT NULL,
	`rules` text NOT NULL,
	`up_to` integer
);
--> statement-breakpoint
ALTER TABLE `clocks` ADD `met_at` integer;--> statement-breakpoint
ALTER TABLE `clocks` ADD `breached_at` integer;--> statement-breakpoint
ALTER TABLE `clocks` ADD `paused_since` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `untold` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_untold` ON `outbox` (`untold`) WHERE untold = 1;--> statement-breakpoint
-- Tickets that wait for something are looked at once by the first tick, which reckons their clocks anew.
UPDATE `tickets` SET `look_at` = `updated_at` WHERE `state` <> 'closed';
