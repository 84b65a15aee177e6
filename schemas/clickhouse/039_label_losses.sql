-- What labels say by the age they were observed at, and how a model's truth is to be read.
ALTER TABLE label_hours
  ADD COLUMN IF NOT EXISTS delay_losses Map(UInt16, Int64) COMMENT 'their risk loss, fixed point 1e9' AFTER delay_positives;
ALTER TABLE pane_plans
  ADD COLUMN IF NOT EXISTS positive_only Bool COMMENT 'whether an answer without a label is a negative once its cohort is mature' AFTER batch_ms,
  ADD COLUMN IF NOT EXISTS wrong_above Float64 DEFAULT 1.7976931348623157e308 COMMENT 'risk loss above which a regression counts as wrong: the 90 % quantile of the reference, as a share of the score range; 1.7976931348623157e308 without one' AFTER threshold;
