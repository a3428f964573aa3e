-- What statements are about and do, who passed them on (participants of the roles joint and through),
-- and standing facts with objects, amounts and sources (participants of the role source).

ALTER TABLE statements ADD COLUMN channel_kind VARCHAR;
ALTER TABLE statements ADD COLUMN about_countries VARCHAR[] DEFAULT [];
ALTER TABLE statements ADD COLUMN about_starts INTEGER[] DEFAULT [];
ALTER TABLE statements ADD COLUMN about_ends INTEGER[] DEFAULT [];
ALTER TABLE statements ADD COLUMN stance VARCHAR;
ALTER TABLE statements ADD COLUMN stance_start INTEGER;
ALTER TABLE statements ADD COLUMN stance_end INTEGER;
ALTER TABLE statements ADD COLUMN event_id VARCHAR;
ALTER TABLE statements ADD COLUMN reports VARCHAR[] DEFAULT [];

ALTER TABLE claims ADD COLUMN object_country VARCHAR;
ALTER TABLE claims ADD COLUMN value_text VARCHAR;
ALTER TABLE claims ADD COLUMN value_start INTEGER;
ALTER TABLE claims ADD COLUMN value_end INTEGER;
ALTER TABLE claims ADD COLUMN amount DOUBLE;
ALTER TABLE claims ADD COLUMN unit VARCHAR;
ALTER TABLE claims ADD COLUMN is_negated BOOLEAN DEFAULT FALSE;
ALTER TABLE claims ADD COLUMN confidence DOUBLE;
ALTER TABLE claims ADD COLUMN trace VARCHAR[] DEFAULT [];
