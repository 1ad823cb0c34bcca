CREATE TABLE "vendor_limit" (
	"connection_id" text NOT NULL,
	"limit_id" text NOT NULL,
	"key" text NOT NULL,
	"max" integer NOT NULL,
	"ours" integer DEFAULT 0 NOT NULL,
	"told" integer DEFAULT 0 NOT NULL,
	"day_ends_at" timestamp (3) with time zone,
	"paused_until" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vendor_limit_connection_id_limit_id_key_pk" PRIMARY KEY("connection_id","limit_id","key")
);
--> statement-breakpoint
CREATE TABLE "vendor_limit_share" (
	"connection_id" text NOT NULL,
	"limit_id" text NOT NULL,
	"key" text NOT NULL,
	"holder" text NOT NULL,
	"held" integer NOT NULL,
	"wanted" integer NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "vendor_limit_share_connection_id_limit_id_key_holder_pk" PRIMARY KEY("connection_id","limit_id","key","holder")
);
