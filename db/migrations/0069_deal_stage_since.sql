ALTER TABLE "deal" ADD COLUMN "stage_since" timestamp (3) with time zone;
