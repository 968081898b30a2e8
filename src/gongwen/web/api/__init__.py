"""接口: the REST door: projects, papers, moves, files and numbers for programs, under the same rules as the pages."""
