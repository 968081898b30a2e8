"""网上办事: the office in a browser: pages that read a request, make one office call and show what came of it.

One package per trade (待办, 办理, 拟稿…), each with its `urls.py` and its pages under `pages/`; they share only the
modules of this folder: `doors` (who may pass), `answers` (what goes back), `filling` (forms), `words` (how values
read).
"""
