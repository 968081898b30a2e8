"""登录和账号: who comes in, by which account or one-time code, and where they begin."""
