"""项目单位: one page of things to do, the paper to sign, reports and answers; and the match screen of the office."""
