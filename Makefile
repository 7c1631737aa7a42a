# lifetop: what can be made. `make` alone explains it.

PREFIX ?= /usr/local
DESTDIR ?=
N ?= 1000
MINUTES ?= 10
RELEASE := artifacts/release
RESULTS := artifacts/results
DOTNET_ROOT ?= $(patsubst %/,%,$(dir $(realpath $(shell command -v dotnet))))
export DOTNET_ROOT
export DOTNET_NOLOGO = 1
export DOTNET_CLI_TELEMETRY_OPTOUT = 1
# The live display of a build would be left on the screen that lifetop starts on.
export MSBUILDTERMINALLOGGER = off

.DEFAULT_GOAL := help
.PHONY: help run build test scenario demo bench soak deaths reaps alone golden pictures check lint whitespace format install uninstall clean needs test-needs

help: ## explain what can be made
	@echo "lifetop: a top for worker lifecycles"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1   \2/p' $(MAKEFILE_LIST)

run: needs build ## build the release, say what is missing, start lifetop
	@$(RELEASE)/lifetop $(ARGS)

build: ## leave a release program in artifacts/release
	@dotnet restore --locked-mode --verbosity quiet lifetop.sln
	@dotnet publish src/Lifetop --no-restore --configuration Release --output $(RELEASE) --verbosity quiet

test: test-needs build ## install what tests need, if missing; run all tests
	@tests/run

scenario: test-needs build ## only the tests with real tmux and real processes
	@tests/run --filter Lifetop.Tests.Scenarios

demo: build ## a small world of workers in every state, to try lifetop on
	@tests/demo $(RELEASE)/lifetop

bench: build ## measure looks and the parts of the screen, each beside the least it could cost
	@dotnet build tests/Lifetop.Tests --no-restore --configuration Release --verbosity quiet --nologo
	@tests/bench $(RELEASE)/lifetop

soak: build ## ten minutes of the screen beside 500 changing workers: its memory must stay flat
	@tests/soak $(RELEASE)/lifetop

deaths: build ## ten minutes of the watch beside 500 workers of which 20 die each second: each death is recorded once
	@tests/deaths $(RELEASE)/lifetop $(ARGS)

reaps: test-needs ## end N random trees of processes (1000), and N pids taken anew, counted from outside
	@LIFETOP_REAPS=$(N) dotnet test lifetop.sln --nologo --filter FullyQualifiedName~ReapLoadTests --logger "console;verbosity=detailed"

alone: test-needs build ## leave a watch alone for MINUTES (10) as it comes: it ends nothing that was not spawned
	@LIFETOP_ALONE_MINUTES=$(MINUTES) dotnet test lifetop.sln --nologo --filter FullyQualifiedName~WatchAloneTests --logger "console;verbosity=detailed"

golden: test-needs ## write the expected frames and texts anew, to be read as a diff
	@LIFETOP_GOLDEN=write dotnet test lifetop.sln --nologo --verbosity quiet --filter "FullyQualifiedName~Screens|FullyQualifiedName~Cli"

pictures: test-needs ## draw the pictures of the README anew, from frames of the program
	@LIFETOP_GOLDEN=write dotnet test lifetop.sln --nologo --verbosity quiet --filter FullyQualifiedName~PicturesTests

check: whitespace test ## what continuous integration runs: formatting, then the analyzers and every test

lint: ## formatting and analyzers, nothing changed
	@dotnet restore --locked-mode --verbosity quiet lifetop.sln
	@dotnet format --no-restore --verify-no-changes lifetop.sln

# What no analyzer sees; these are run where the tests are built.
whitespace:
	@dotnet restore --locked-mode --verbosity quiet lifetop.sln
	@dotnet format whitespace --no-restore --verify-no-changes lifetop.sln

format: ## format the code
	@dotnet format lifetop.sln

install: build ## put lifetop under PREFIX (/usr/local)
	@install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/lifetop $(DESTDIR)$(PREFIX)/share/lifetop
	@install -m 755 $(RELEASE)/lifetop $(DESTDIR)$(PREFIX)/lib/lifetop/
	@install -m 644 $(RELEASE)/*.dll $(RELEASE)/*.json $(DESTDIR)$(PREFIX)/lib/lifetop/
	@ln -sfn ../lib/lifetop/lifetop $(DESTDIR)$(PREFIX)/bin/lifetop
	@install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	@$(RELEASE)/lifetop completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lifetop
	@$(RELEASE)/lifetop completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lifetop
	@$(RELEASE)/lifetop completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lifetop.fish
	@install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/lifetop/themes
	@$(RELEASE)/lifetop help --man 1 > $(DESTDIR)$(PREFIX)/share/man/man1/lifetop.1
	@$(RELEASE)/lifetop help --man 5 > $(DESTDIR)$(PREFIX)/share/man/man5/lifetop-config.5
	@install -m 644 themes/*.json $(DESTDIR)$(PREFIX)/share/lifetop/themes/
	@echo "installed: $(DESTDIR)$(PREFIX)/bin/lifetop"

uninstall: ## take it away again
	@rm -rf $(DESTDIR)$(PREFIX)/lib/lifetop $(DESTDIR)$(PREFIX)/share/lifetop
	@rm -f $(DESTDIR)$(PREFIX)/bin/lifetop $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lifetop \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lifetop $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lifetop.fish \
	  $(DESTDIR)$(PREFIX)/share/man/man1/lifetop.1 $(DESTDIR)$(PREFIX)/share/man/man5/lifetop-config.5

clean: ## remove everything that was built
	@rm -rf artifacts

# lifetop runs without either, and says what it then cannot do; whoever builds it should hear of it now.
needs:
	@command -v tmux >/dev/null || echo "tmux is missing, so no panes are seen: apt-get install tmux" >&2
	@ldconfig -p 2>/dev/null | grep -q 'libsqlite3\.so\.0' || echo "libsqlite3 is missing, so nothing is recorded: apt-get install libsqlite3-0" >&2

test-needs:
	@tests/needs
