CREATE TABLE `bounced` (
	`address` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`status` text,
	`diagnostic` text
);
--> statement-breakpoint
CREATE TABLE `clocks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ticket_id` integer NOT NULL,
	`metric` text NOT NULL,
	`started_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`because` text NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `clocks_ticket` ON `clocks` (`ticket_id`);--> statement-breakpoint
CREATE INDEX `clocks_due` ON `clocks` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `epochs` (
	`mailbox` text NOT NULL,
	`epoch` text NOT NULL,
	`started_at` integer NOT NULL,
	PRIMARY KEY(`mailbox`, `epoch`)
);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ticket_id` integer NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`what` text NOT NULL,
	`because` text NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `events_ticket` ON `events` (`ticket_id`,`at`);--> statement-breakpoint
CREATE TABLE `inbound` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`mailbox` text NOT NULL,
	`epoch` text NOT NULL,
	`uid` text NOT NULL,
	`file` text,
	`size` integer NOT NULL,
	`sha256` text,
	`truncated` integer DEFAULT false NOT NULL,
	`received_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`silent` integer DEFAULT false NOT NULL,
	`released` text DEFAULT '[]' NOT NULL,
	`message_id` text,
	`fingerprint` text,
	`from_address` text,
	`subject` text,
	`disposition` text,
	`because` text,
	`ticket_id` integer,
	`settled_at` integer,
	`retry_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbound_identity` ON `inbound` (`mailbox`,`epoch`,`uid`);--> statement-breakpoint
CREATE INDEX `inbound_sha256` ON `inbound` (`sha256`);--> statement-breakpoint
CREATE INDEX `inbound_fingerprint` ON `inbound` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `inbound_message_id` ON `inbound` (`message_id`);--> statement-breakpoint
CREATE INDEX `inbound_disposition` ON `inbound` (`disposition`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ticket_id` integer NOT NULL,
	`inbound_id` integer,
	`at` integer NOT NULL,
	`direction` text NOT NULL,
	`from_name` text NOT NULL,
	`from_address` text NOT NULL,
	`message_id` text,
	`text` text NOT NULL,
	`full_text` text NOT NULL,
	`attachments` text NOT NULL,
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`inbound_id`) REFERENCES `inbound`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `messages_ticket` ON `messages` (`ticket_id`,`at`);--> statement-breakpoint
CREATE INDEX `messages_message_id` ON `messages` (`message_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`ticket_id` integer,
	`inbound_id` integer,
	`template` text NOT NULL,
	`to_address` text NOT NULL,
	`message_id` text NOT NULL,
	`draft` text NOT NULL,
	`created_at` integer NOT NULL,
	`state` text NOT NULL,
	`mime` blob,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer,
	`begun_at` integer,
	`sent_at` integer,
	`error` text,
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`inbound_id`) REFERENCES `inbound`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_message_id` ON `outbox` (`message_id`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`state`,`next_attempt_at`);--> statement-breakpoint
CREATE INDEX `outbox_to` ON `outbox` (`to_address`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_template` ON `outbox` (`template`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`sent_at`);--> statement-breakpoint
CREATE INDEX `outbox_ticket` ON `outbox` (`ticket_id`);--> statement-breakpoint
CREATE TABLE `participants` (
	`ticket_id` integer NOT NULL,
	`address` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`ticket_id`, `address`),
	FOREIGN KEY (`ticket_id`) REFERENCES `tickets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `raw` (
	`sha256` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`zstd` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` integer NOT NULL,
	`subject` text NOT NULL,
	`type` text NOT NULL,
	`priority` text NOT NULL,
	`state` text NOT NULL,
	`tags` text NOT NULL,
	`queue` text,
	`assignee` text,
	`plan` text NOT NULL,
	`contract` text NOT NULL,
	`organization` text NOT NULL,
	`language` text NOT NULL,
	`requester_name` text NOT NULL,
	`requester` text NOT NULL,
	`policy` text NOT NULL,
	`follows` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`solved_at` integer,
	`closed_at` integer,
	`look_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_number` ON `tickets` (`number`);--> statement-breakpoint
CREATE INDEX `tickets_state` ON `tickets` (`state`,`updated_at`);--> statement-breakpoint
CREATE INDEX `tickets_requester` ON `tickets` (`requester`);--> statement-breakpoint
CREATE INDEX `tickets_look_at` ON `tickets` (`look_at`) WHERE look_at IS NOT NULL;