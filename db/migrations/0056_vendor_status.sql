CREATE TABLE "vendor_status" (
	"vendor" text PRIMARY KEY NOT NULL,
	"level" text NOT NULL,
	"text" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone NOT NULL,
	"failures" integer NOT NULL,
	"etag" text,
	"last_modified" text
);
