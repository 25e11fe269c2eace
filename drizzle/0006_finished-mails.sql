CREATE TABLE `mails` (
	`letter_id` integer PRIMARY KEY NOT NULL,
	`mime` blob NOT NULL,
	FOREIGN KEY (`letter_id`) REFERENCES `outbox`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `mails` SELECT `id`, `mime` FROM `outbox` WHERE `mime` IS NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` DROP COLUMN `mime`;