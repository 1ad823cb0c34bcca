ALTER TABLE "user_session" ADD COLUMN "sso_connection_id" text;--> statement-breakpoint
ALTER TABLE "user_session" ADD COLUMN "provider_session" text;--> statement-breakpoint
CREATE INDEX "user_session_provider" ON "user_session" USING btree ("sso_connection_id","provider_session") WHERE provider_session is not null;