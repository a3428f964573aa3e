-- What a coder knows of an event beside its type: how sure the source is, who passed a claim on
-- (participants of the role claimed_through), what else the words might tell of, the user's types.

ALTER TABLE events ADD COLUMN certainty VARCHAR;
ALTER TABLE events ADD COLUMN own_types VARCHAR[] DEFAULT [];
ALTER TABLE events ADD COLUMN alternative_types VARCHAR[] DEFAULT [];
ALTER TABLE events ADD COLUMN alternative_probabilities DOUBLE[] DEFAULT [];

ALTER TABLE records ADD COLUMN own_types VARCHAR[] DEFAULT [];
