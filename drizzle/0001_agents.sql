CREATE TABLE `agents` (
	`id` text PRIMARY KEY NOT NULL,
	`away_until` integer,
	`away_because` text
);
--> statement-breakpoint
CREATE TABLE `links` (
	`ticket_id` integer NOT NULL,
	`other_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`ticket_id`, `other_id`, `kind`),
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `links_other` ON `links` (`other_id`);--> statement-breakpoint
CREATE TABLE `turns` (
	`queue` text NOT NULL,
	`agent` text NOT NULL,
	`turn` integer NOT NULL,
	PRIMARY KEY(`queue`, `agent`)
);
--> statement-breakpoint
ALTER TABLE `events` ADD `fact` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `agent` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `seen` integer;--> statement-breakpoint
ALTER TABLE `tickets` ADD `hold_until` integer;--> statement-breakpoint
ALTER TABLE `tickets` ADD `escalated_at` integer;--> statement-breakpoint
ALTER TABLE `tickets` ADD `merged_into` integer REFERENCES tickets(id);--> statement-breakpoint
ALTER TABLE `tickets` ADD `parent_id` integer REFERENCES tickets(id);--> statement-breakpoint
CREATE INDEX `tickets_assignee` ON `tickets` (`assignee`,`state`) WHERE assignee IS NOT NULL;--> statement-breakpoint
CREATE INDEX `tickets_contract` ON `tickets` (`contract`,`id`);--> statement-breakpoint
CREATE INDEX `participants_address` ON `participants` (`address`,`ticket_id`);--> statement-breakpoint
-- What happened before facts were kept, as far as it can be told: nothing changed a type or a priority until now.
UPDATE `events` SET `fact` = (SELECT json_object('kind', 'opened', 'type', `type`, 'priority', `priority`, 'policy', `policy`) FROM `tickets` WHERE `tickets`.`id` = `events`.`ticket_id`) WHERE `what` = 'opened';--> statement-breakpoint
UPDATE `events` SET `fact` = '{"kind":"wrote"}' WHERE `what` = 'wrote';--> statement-breakpoint
UPDATE `events` SET `fact` = json_object('kind', 'state', 'to', substr(`what`, 4), 'until', NULL) WHERE `by` = 'desk' AND `what` = 'is open';
