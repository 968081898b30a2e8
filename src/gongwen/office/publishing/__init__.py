"""发布: a new version of a template or workflow: taken in, tried out, compared, and published by a second person."""
