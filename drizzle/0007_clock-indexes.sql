DROP INDEX `clocks_due`;--> statement-breakpoint
CREATE INDEX `clocks_running` ON `clocks` (`due_at`) WHERE state = 'running';--> statement-breakpoint
CREATE INDEX `clocks_breached` ON `clocks` (`breached_at`) WHERE breached_at IS NOT NULL;