"""状态: the words in which jobs, errands and tasks say how far they are."""

from __future__ import annotations

TODO, DOING, DONE, FAILED = "待办", "办理中", "已完成", "失败"
JOB_STATES = (TODO, DOING, DONE, FAILED)
CANCELLED = "取消"
ERRAND_STATES = (*JOB_STATES, CANCELLED)
TASK_STATES = (TODO, DONE, CANCELLED)
