# 公文: the office's whole desk. Plain `make` lists what can be done.
PYTHON ?= python3
# two workers that take whole files, in the order of tests/kit/order.py; ARGS="-n 0" is one process after all
PYTEST = .venv/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder
# a program that may not keep what it has compiled compiles it at every start, which takes longer than all the rest
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test fast papers lint fix setup outlines samples sheets screens bench clean

help:  ## 列出可用的命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

demo:  ## 备齐所需，然后演示：一个办公室从立项到归档的全过程，做完在浏览器里看（SERVE=0 只做不看）
	@$(PYTHON) setup/prepare.py
	@.venv/bin/gongwen demo $(ARGS)
	@SERVE=$(SERVE) $(PYTHON) setup/serve_demo.py $(ARGS)

test:  ## 备齐所需，然后做全部检查和测试（与 CI 完全相同）
	@$(PYTHON) setup/prepare.py --dev
	@.venv/bin/ruff check .
	@$(PYTEST) $(ARGS)

fast:  ## 只做快的测试（不启动 LibreOffice，约三四分钟）
	@$(PYTHON) setup/prepare.py --dev
	@$(PYTEST) -m "not slow" $(ARGS)

papers:  ## 随机拟五百份公文，逐份印出、测量（`make test` 只拟六十份）
	@$(PYTHON) setup/prepare.py --dev
	@GENERATED_PAPERS=$${GENERATED_PAPERS:-500} .venv/bin/pytest -n 2 --dist load tests/generated $(ARGS)

lint:  ## 检查代码写法
	@$(PYTHON) setup/prepare.py --dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

fix:  ## 自动整理代码写法
	@$(PYTHON) setup/prepare.py --dev
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

setup:  ## 只备齐所需（程序、Python 软件包、网页脚本、字体），不运行
	@$(PYTHON) setup/prepare.py --dev

outlines:  ## 改过模板以后：更新每个模板旁的文字大纲
	@$(PYTHON) setup/prepare.py --dev
	@.venv/bin/python -c "from gongwen.drafting.templates.shipped import refresh_outlines; print(*refresh_outlines())"

samples:  ## 改过版式以后：更新样例的版面大纲和核稿结果（改动要逐行看过再提交）
	@$(PYTHON) setup/prepare.py --dev
	@REFRESH_SAMPLES=1 $(PYTEST) tests/samples

sheets:  ## 改过版式以后：重画版面一览（docs/pages.md 和 docs/pictures）
	@$(PYTHON) setup/prepare.py --dev
	@.venv/bin/python docs/contact_sheets.py

screens:  ## 改过网页以后：重拍手册里的屏幕（docs/pictures/screens，图要看过再提交）
	@$(PYTHON) setup/prepare.py --dev
	@REFRESH_SCREENS=1 .venv/bin/pytest tests/web/handbook $(ARGS)

bench:  ## 测速度：起草、印制、一个项目全过程
	@$(PYTHON) setup/prepare.py --dev
	@.venv/bin/python benchmarks/drafting.py
	@.venv/bin/python benchmarks/printing.py
	@.venv/bin/python benchmarks/project.py

clean:  ## 删除 Python 环境、网页脚本和缓存（字体保留在用户缓存目录）
	rm -rf .venv build src/gongwen/web/static/vendor dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests setup benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
