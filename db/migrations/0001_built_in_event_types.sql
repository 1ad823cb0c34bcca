-- What the test routes send; endpoints may name it in their filter.
INSERT INTO event_type (name, description) VALUES ('webhook.test', 'Sent on request, to try an endpoint.');
--> statement-breakpoint
INSERT INTO event_type_version (event_type, version, schema) VALUES ('webhook.test', 1, '{"type": "object"}');
