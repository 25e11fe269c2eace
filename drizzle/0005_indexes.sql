DROP INDEX `outbox_sent`;--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`sent_at`) WHERE sent_at IS NOT NULL;--> statement-breakpoint
DROP INDEX `tickets_assignee`;--> statement-breakpoint
CREATE INDEX `tickets_assignee` ON `tickets` (`assignee`,`state`) WHERE assignee IS NOT NULL AND parent_id IS NULL AND gathers IS NULL;