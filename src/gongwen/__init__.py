"""公文办理: the leading-group office's desk, from 立项 to 归档."""
