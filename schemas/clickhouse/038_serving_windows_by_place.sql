-- Instances and runtimes are counted by region too: a wrong artifact or runtime is a thing of places.
ALTER TABLE serving_windows
  COMMENT COLUMN instances 'answers by serving instance',
  COMMENT COLUMN runtimes 'answers by image, feature view and configuration'
