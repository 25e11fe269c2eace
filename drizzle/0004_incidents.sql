ALTER TABLE `tickets` ADD `gathers` text;--> statement-breakpoint
CREATE INDEX `tickets_parent` ON `tickets` (`parent_id`) WHERE parent_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `tickets_gathers` ON `tickets` (`state`) WHERE gathers IS NOT NULL;--> statement-breakpoint
CREATE INDEX `tickets_incidents` ON `tickets` (`created_at`) WHERE type = 'incident' AND parent_id IS NULL AND gathers IS NULL;