# What people run. Each target installs what it needs (`tools/install` asks before apt-get unless CI is set).

.PHONY: demo day day-postgres test check bench soak gen web pictures install peers fuzz

CARGO_FLAGS ?=
DEMO_DIR ?= demo
SEED ?= 1
# Where `cargo build` puts the programs: the stories in the browser run them.
export RONGHE_BIN ?= $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)/$(if $(filter --release,$(CARGO_FLAGS)),release,debug)

demo: install web
	cargo build $(CARGO_FLAGS) --bins
	cargo run -q $(CARGO_FLAGS) --bin ronghe -- demo --dir $(DEMO_DIR)

day: install web
	cargo build $(CARGO_FLAGS) --bins
	cargo run -q $(CARGO_FLAGS) --bin ronghe -- day --seed $(SEED)

# The same day with the platform on a server, backup and restore with it.
day-postgres: install web
	cargo build $(CARGO_FLAGS) --bins
	tools/test-postgres run -- sh -c '$(RONGHE_BIN)/ronghe day --seed $(SEED) --database "$$RONGHE_TEST_POSTGRES"'

test: install web peers
	cargo build $(CARGO_FLAGS) --bins
	tools/test-postgres run -- cargo nextest run $(CARGO_FLAGS) --workspace
	cargo nextest run $(CARGO_FLAGS) -p security-unit --features pkcs11,skf
	cd web && npm test && npm run e2e && npm run e2e:real

check: install
	cargo fmt --all --check
	cargo clippy $(CARGO_FLAGS) --workspace --all-targets -- -D warnings
	cargo clippy $(CARGO_FLAGS) -p security-unit --features pkcs11,skf --all-targets -- -D warnings
	tools/check-arrows
	tools/check-licences
	cd web && npm run gen:api && npm run typecheck && npm run lint && npm run check:i18n
	git diff --exit-code -- web/packages/sdk/src/__generated__

soak: install web peers fuzz
	RONGHE_SEEDS=20000 RONGHE_KILLS=200 PROPTEST_CASES=20000 tools/test-postgres run -- cargo nextest run $(CARGO_FLAGS) --release --workspace
	cd web && RONGHE_LOOKS=all npm run e2e

# The README's pictures, as the stories meet the pages.
pictures: install web
	cargo build $(CARGO_FLAGS) --bins
	cd web && npm run pictures

# Where the reference generator of the benchmark's data lies beside this folder, each run compares with it.
ifneq ($(wildcard ../shared/bench/gen.js),)
bench: export RONGHE_SHARED ?= ../shared
endif

bench: install tools/bench-pouchdb/node_modules/.package-lock.json tools/bench-engines/node_modules/.package-lock.json tools/bench-engines/.venv/.installed peers
	cargo build $(CARGO_FLAGS) --release --bin ronghe --bin ronghe-platform
	tools/test-postgres run -- $(or $(CARGO_TARGET_DIR),target)/release/ronghe bench

tools/bench-pouchdb/node_modules/.package-lock.json: tools/bench-pouchdb/package-lock.json
	# Without scripts: one of them compiles an SQLite that the yardstick never opens; LevelDB comes built.
	cd tools/bench-pouchdb && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json

tools/bench-engines/node_modules/.package-lock.json: tools/bench-engines/package-lock.json
	cd tools/bench-engines && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json

tools/bench-engines/.venv/.installed: tools/bench-engines/requirements.txt
	python3 -m venv tools/bench-engines/.venv
	tools/bench-engines/.venv/bin/pip install -q --disable-pip-version-check -r tools/bench-engines/requirements.txt
	touch $@

# Each parser of outside bytes for FUZZ_SECONDS.
fuzz: install
	tools/fuzz

# Clients that we did not write, for the tests.
peers: tools/peers/node_modules/.package-lock.json tools/peers/.venv/.installed

tools/peers/node_modules/.package-lock.json: tools/peers/package-lock.json
	cd tools/peers && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json

tools/peers/.venv/.installed: tools/peers/requirements.txt
	python3 -m venv tools/peers/.venv
	tools/peers/.venv/bin/pip install -q --disable-pip-version-check -r tools/peers/requirements.txt
	touch $@

gen:
	UPDATE=1 INSTA_UPDATE=always cargo nextest run --workspace -E 'test(/generated|reference|snapshot|openapi/)'
	cd web && npm run gen:api

web: install
	cd web && npm run build

install:
	tools/install
