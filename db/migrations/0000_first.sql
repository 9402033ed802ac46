CREATE TABLE `alert_people` (
	`person_id` text PRIMARY KEY NOT NULL,
	`read_to` integer DEFAULT 0 NOT NULL,
	`told_to` integer DEFAULT 0 NOT NULL,
	`told_ahead` integer DEFAULT 0 NOT NULL,
	`marks` integer DEFAULT 0 NOT NULL,
	`choices` text DEFAULT '{}' NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `alert_reads` (
	`person_id` text NOT NULL,
	`alert_id` integer NOT NULL,
	PRIMARY KEY(`person_id`, `alert_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `alert_reads_alert` ON `alert_reads` (`alert_id`);--> statement-breakpoint
CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`subject` text NOT NULL,
	`seq` integer NOT NULL,
	`receiver` text NOT NULL,
	`kind` text NOT NULL,
	`team_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`actor_id` text,
	`due_at` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_once` ON `alerts` (`subject`,`seq`,`receiver`);--> statement-breakpoint
CREATE INDEX `alerts_receiver` ON `alerts` (`receiver`,`id`);--> statement-breakpoint
CREATE INDEX `alerts_customer` ON `alerts` (`customer_id`);--> statement-breakpoint
CREATE TABLE `push_subscriptions` (
	`session_id` text PRIMARY KEY NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscriptions_endpoint` ON `push_subscriptions` (`endpoint`);--> statement-breakpoint
CREATE TABLE `callback_reasons` (
	`callback_id` text NOT NULL,
	`about` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`callback_id`, `about`),
	FOREIGN KEY (`callback_id`) REFERENCES `callbacks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `callback_reasons_about` ON `callback_reasons` (`about`);--> statement-breakpoint
CREATE TABLE `callback_words` (
	`team_id` text NOT NULL,
	`word` text NOT NULL,
	`callback_id` text NOT NULL,
	PRIMARY KEY(`team_id`, `word`, `callback_id`),
	FOREIGN KEY (`callback_id`) REFERENCES `callbacks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `callback_words_callback` ON `callback_words` (`callback_id`);--> statement-breakpoint
CREATE TABLE `callbacks` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`team_id` text NOT NULL,
	`interaction_id` text NOT NULL,
	`cause` text NOT NULL,
	`state` text NOT NULL,
	`open` integer DEFAULT false NOT NULL,
	`owner_id` text,
	`owner_name` text,
	`level` integer NOT NULL,
	`round` integer NOT NULL,
	`second_failure` integer DEFAULT false NOT NULL,
	`score` integer,
	`first_words` text,
	`due_at` integer NOT NULL,
	`due_kind` text NOT NULL,
	`due_why` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`rank` integer,
	`rests_until` integer,
	`offered_to` text,
	`change` integer NOT NULL,
	`seq` integer NOT NULL,
	`detail` text NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `callbacks_one_open` ON `callbacks` (`customer_id`) WHERE open = 1;--> statement-breakpoint
CREATE INDEX `callbacks_customer` ON `callbacks` (`customer_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `callbacks_change` ON `callbacks` (`change`);--> statement-breakpoint
CREATE INDEX `callbacks_team_change` ON `callbacks` (`team_id`,`change`);--> statement-breakpoint
CREATE INDEX `callbacks_ours` ON `callbacks` (`rank`,`id`) WHERE rank is not null;--> statement-breakpoint
CREATE INDEX `callbacks_team_ours` ON `callbacks` (`team_id`,`rank`,`id`) WHERE rank is not null;--> statement-breakpoint
CREATE INDEX `callbacks_owner_ours` ON `callbacks` (`owner_id`,`rank`,`id`) WHERE rank is not null and owner_id is not null;--> statement-breakpoint
CREATE INDEX `callbacks_offered` ON `callbacks` (`offered_to`,`rank`,`id`) WHERE rank is not null and offered_to is not null;--> statement-breakpoint
CREATE INDEX `callbacks_unowned` ON `callbacks` (`rank`,`id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `callbacks_team_unowned` ON `callbacks` (`team_id`,`rank`,`id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `callbacks_waiting` ON `callbacks` (`due_at`,`id`) WHERE state = 'fixed';--> statement-breakpoint
CREATE INDEX `callbacks_team_waiting` ON `callbacks` (`team_id`,`due_at`,`id`) WHERE state = 'fixed';--> statement-breakpoint
CREATE INDEX `callbacks_owner_waiting` ON `callbacks` (`owner_id`,`due_at`,`id`) WHERE state = 'fixed';--> statement-breakpoint
CREATE INDEX `callbacks_next` ON `callbacks` (`team_id`,`rank`,`id`) WHERE state = 'open' and rests_until is null;--> statement-breakpoint
CREATE INDEX `callbacks_resting` ON `callbacks` (`team_id`,`rests_until`) WHERE state = 'open' and rests_until is not null;--> statement-breakpoint
CREATE INDEX `callbacks_owner_closed` ON `callbacks` (`owner_id`,`closed_at`,`id`) WHERE open = 0;--> statement-breakpoint
CREATE INDEX `callbacks_team_closed` ON `callbacks` (`team_id`,`closed_at`,`id`) WHERE open = 0;--> statement-breakpoint
CREATE INDEX `callbacks_closed` ON `callbacks` (`closed_at`,`id`) WHERE open = 0;--> statement-breakpoint
CREATE TABLE `departments` (
	`folded` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`used_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `departments_used` ON `departments` (`used_at`);--> statement-breakpoint
CREATE TABLE `facts` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`key` text,
	`due_at` integer NOT NULL,
	`data` text NOT NULL,
	`state` text DEFAULT 'due' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`fence` text,
	`error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`key`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`due_at`) WHERE state = 'due';--> statement-breakpoint
CREATE INDEX `jobs_leased` ON `jobs` (`lease_until`) WHERE state = 'claimed';--> statement-breakpoint
CREATE INDEX `jobs_dead` ON `jobs` (`id`) WHERE state = 'dead';--> statement-breakpoint
CREATE TABLE `ledger` (
	`subject` text NOT NULL,
	`seq` integer NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text,
	`data` text NOT NULL,
	PRIMARY KEY(`subject`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`purpose` text NOT NULL,
	`about` text NOT NULL,
	`address` text NOT NULL,
	`channel` text NOT NULL,
	`subject` text NOT NULL,
	`request` text NOT NULL,
	`state` text NOT NULL,
	`quiet` text,
	`retry_of` text,
	`not_after` integer,
	`lot` text,
	`provider_id` text,
	`reason` text,
	`created_at` integer NOT NULL,
	`first_tried_at` integer,
	`settled_at` integer
);
--> statement-breakpoint
CREATE INDEX `messages_lot` ON `messages` (`lot`,`id`);--> statement-breakpoint
CREATE INDEX `messages_provider` ON `messages` (`provider_id`);--> statement-breakpoint
CREATE INDEX `messages_about` ON `messages` (`about`);--> statement-breakpoint
CREATE UNIQUE INDEX `messages_retry` ON `messages` (`retry_of`) WHERE retry_of is not null;--> statement-breakpoint
CREATE INDEX `messages_queued` ON `messages` (`address`) WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX `messages_texts` ON `messages` (`created_at`) WHERE channel = 'text';--> statement-breakpoint
CREATE INDEX `messages_texts_open` ON `messages` (`created_at`) WHERE channel = 'text' and state in ('accepted', 'sent', 'unknown');--> statement-breakpoint
CREATE TABLE `pauses` (
	`channel` text PRIMARY KEY NOT NULL,
	`until` integer NOT NULL,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `provider_events` (
	`provider` text NOT NULL,
	`event_id` text NOT NULL,
	`message_id` text,
	`provider_id` text,
	`type` text NOT NULL,
	`detail` text,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`provider`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `provider_events_message` ON `provider_events` (`message_id`);--> statement-breakpoint
CREATE TABLE `request_keys` (
	`api_key_id` text NOT NULL,
	`key` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`api_key_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `request_keys_at` ON `request_keys` (`at`);--> statement-breakpoint
CREATE TABLE `suppressions` (
	`address` text NOT NULL,
	`purpose` text NOT NULL,
	`reason` text NOT NULL,
	`source` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`address`, `purpose`, `reason`)
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`channel` text NOT NULL,
	`purpose` text NOT NULL,
	`given` integer DEFAULT false NOT NULL,
	`source` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consents_customer` ON `consents` (`customer_id`,`id`);--> statement-breakpoint
CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`ref` text,
	`name` text,
	`email` text,
	`phone` text,
	`zone` text,
	`locale` text,
	`created_at` integer NOT NULL,
	`held_at` integer,
	`held_because` text,
	`erased_at` integer
);
--> statement-breakpoint
CREATE INDEX `customers_erased` ON `customers` (`erased_at`) WHERE erased_at is not null;--> statement-breakpoint
CREATE TABLE `identities` (
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`kind`, `value`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `identities_customer` ON `identities` (`customer_id`);--> statement-breakpoint
CREATE TABLE `interactions` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`said` text NOT NULL,
	`customer_id` text NOT NULL,
	`team_id` text NOT NULL,
	`outcome` text NOT NULL,
	`unanswered` text,
	`channel` text NOT NULL,
	`subject` text,
	`agent_ref` text,
	`agent_name` text,
	`recording_url` text,
	`ended_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`trial` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `interactions_external` ON `interactions` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `interactions_customer` ON `interactions` (`customer_id`,`ended_at`);--> statement-breakpoint
CREATE TABLE `links` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`subject` text NOT NULL,
	`expires_at` integer NOT NULL,
	`erased` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `links_subject` ON `links` (`subject`);--> statement-breakpoint
CREATE TABLE `agents` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`ref` text NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`team_id` text NOT NULL,
	`praise` integer DEFAULT true NOT NULL,
	`edited` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agents_ref` ON `agents` (`source`,`ref`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	`uses` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `authorities` (
	`person_id` text NOT NULL,
	`power` text NOT NULL,
	`up_to` integer,
	PRIMARY KEY(`person_id`, `power`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `authorities_power` ON `authorities` (`power`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`person_id` text NOT NULL,
	`team_id` text NOT NULL,
	PRIMARY KEY(`person_id`, `team_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `memberships_team` ON `memberships` (`team_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`role` text DEFAULT 'supervisor' NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`absent_from` integer,
	`absent_until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`person_id` text NOT NULL,
	`way` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_hash` ON `sessions` (`hash`);--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `sign_ins` (
	`hash` text PRIMARY KEY NOT NULL,
	`way` text NOT NULL,
	`person_id` text,
	`next` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sign_ins_expires` ON `sign_ins` (`expires_at`);--> statement-breakpoint
CREATE INDEX `sign_ins_person` ON `sign_ins` (`person_id`);--> statement-breakpoint
CREATE TABLE `sign_ons` (
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`issuer`, `subject`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_ons_person` ON `sign_ons` (`person_id`,`issuer`);--> statement-breakpoint
CREATE TABLE `teams` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	`hours` text NOT NULL,
	`policy` text NOT NULL,
	`survey_id` text NOT NULL,
	`survey_version` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `teams_folded` ON `teams` (`folded`);--> statement-breakpoint
CREATE TABLE `held_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`invitation_id` text NOT NULL,
	`interaction_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`team_id` text NOT NULL,
	`survey_id` text NOT NULL,
	`survey_version` integer NOT NULL,
	`score` integer NOT NULL,
	`answers` text NOT NULL,
	`low` integer DEFAULT false NOT NULL,
	`signals` text NOT NULL,
	`state` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`seq` integer NOT NULL,
	FOREIGN KEY (`invitation_id`) REFERENCES `invitations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `held_answers_invitation` ON `held_answers` (`invitation_id`);--> statement-breakpoint
CREATE INDEX `held_answers_customer` ON `held_answers` (`customer_id`);--> statement-breakpoint
CREATE INDEX `held_answers_team` ON `held_answers` (`team_id`,`state`,`first_at`,`id`);--> statement-breakpoint
CREATE INDEX `held_answers_state` ON `held_answers` (`state`,`first_at`,`id`);--> statement-breakpoint
CREATE TABLE `responses` (
	`id` text PRIMARY KEY NOT NULL,
	`invitation_id` text,
	`interaction_id` text,
	`customer_id` text,
	`team_id` text NOT NULL,
	`survey_id` text NOT NULL,
	`survey_version` integer NOT NULL,
	`score` integer NOT NULL,
	`answers` text NOT NULL,
	`low` integer DEFAULT false NOT NULL,
	`band` text NOT NULL,
	`worded` integer DEFAULT false NOT NULL,
	`version` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`seq` integer NOT NULL,
	`reader_id` text,
	`unread_since` integer,
	`read_by` text,
	`read_at` integer,
	`read_version` integer,
	`thanked_at` integer,
	`thanked_by` text,
	FOREIGN KEY (`invitation_id`) REFERENCES `invitations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `responses_invitation` ON `responses` (`invitation_id`);--> statement-breakpoint
CREATE INDEX `responses_customer` ON `responses` (`customer_id`);--> statement-breakpoint
CREATE INDEX `responses_reader_unread` ON `responses` (`reader_id`,`unread_since`,`id`) WHERE unread_since is not null;--> statement-breakpoint
CREATE INDEX `responses_team_unread` ON `responses` (`team_id`,`unread_since`,`id`) WHERE unread_since is not null;--> statement-breakpoint
CREATE INDEX `responses_unread` ON `responses` (`unread_since`,`id`) WHERE unread_since is not null;--> statement-breakpoint
CREATE INDEX `responses_team_shown` ON `responses` (`team_id`,`band`,`worded`,`last_at`,`id`);--> statement-breakpoint
CREATE INDEX `responses_shown` ON `responses` (`band`,`worded`,`last_at`,`id`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`interaction_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`team_id` text NOT NULL,
	`state` text NOT NULL,
	`not_asked` text,
	`detail` text,
	`channel` text,
	`instead_of` text,
	`address` text,
	`ask_at` integer,
	`expires_at` integer,
	`survey_id` text NOT NULL,
	`survey_version` integer NOT NULL,
	`nth` integer,
	`trial` text,
	FOREIGN KEY (`interaction_id`) REFERENCES `interactions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_interaction` ON `invitations` (`interaction_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_nth` ON `invitations` (`customer_id`,`nth`);--> statement-breakpoint
CREATE INDEX `invitations_address` ON `invitations` (`address`,`ask_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_one_text` ON `invitations` (`address`) WHERE channel = 'text' and state = 'asked';--> statement-breakpoint
CREATE TABLE `surveys` (
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`questions` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `text_conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`customer_id` text NOT NULL,
	`invitation_id` text,
	`state` text NOT NULL,
	`seen` text NOT NULL,
	`seq` integer NOT NULL,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `text_conversations_number` ON `text_conversations` (`number`);--> statement-breakpoint
CREATE INDEX `text_conversations_customer` ON `text_conversations` (`customer_id`);--> statement-breakpoint
CREATE TABLE `texts` (
	`id` text PRIMARY KEY NOT NULL,
	`sid` text NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`body` text NOT NULL,
	`opt_out_type` text,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`found` text NOT NULL,
	`state` text NOT NULL,
	`read_as` text,
	`customer_id` text,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `texts_sid` ON `texts` (`sid`);--> statement-breakpoint
CREATE INDEX `texts_from` ON `texts` (`from`,`at`);--> statement-breakpoint
CREATE INDEX `texts_customer` ON `texts` (`customer_id`);--> statement-breakpoint
CREATE INDEX `texts_unmatched` ON `texts` (`id`) WHERE state = 'unmatched';