# The test groups; sourced by ./twintown, which has set home, JAVA_HOME and maven().
#
# Each group states the least number of tests that must have run (.ci/minimums), so that a group which silently runs
# nothing fails. A skip fails on CI, where everything that tests need is installed. CI machines are shared and sometimes
# very slow: there a failed test is run once more, and Surefire's summary names it as flaky.

groups_known="unit conformance dcp-tck dsp-tck simpl odrl kill postgres15 demo browser keycloak edc"

run_tests() {
  local group="${1:-all}" status=0
  results="$(mktemp -d)"
  trap 'rm -rf "$results"' EXIT
  cd "$home"
  find . -path '*/target/surefire-reports/*' -not -path '*/node_modules/*' -delete
  case "$group" in
    all)
      java_tests java "" "keycloak,edc" verify || status=1
      browser_tests || status=1
      ;;
    unit) java_tests unit "" "kill,postgres15,demo,keycloak" verify -pl '!conformance,!bench' || status=1 ;;
    conformance) java_tests conformance "" "kill,demo,keycloak,edc" verify -pl conformance -am -Dtest='eu.twintown.conformance.**.*Test' || status=1 ;;
    dcp-tck) java_tests dcp-tck dcp-tck "" verify -pl conformance -am -Dtest='DcpTckTest' || status=1 ;;
    kill | postgres15 | demo) java_tests "$group" "$group" "" verify || status=1 ;;
    dsp-tck) java_tests dsp-tck dsp-tck "" verify -pl conformance -am -Dtest='DspTckTest' || status=1 ;;
    simpl) java_tests simpl simpl "" verify -pl node -am || status=1 ;;
    odrl) java_tests odrl odrl "" verify -pl kernel || status=1 ;;
    keycloak)
      keycloak
      java_tests keycloak keycloak "" verify -pl conformance -am -Dtwintown.keycloak="$keycloak_archive" || status=1
      ;;
    edc)
      . "$home/.ci/edc.sh"
      edc
      java_tests "edc${edc_lib:+-exchange}" "" "" verify -pl conformance -am -Dtest='eu.twintown.conformance.edc.*Test' \
        ${edc_lib:+-Dtwintown.edc="$edc_lib"} || status=1
      [ -n "$edc_lib" ] || echo "NOTE: the exchange with Eclipse EDC was SKIPPED: it could not be put together." >&2
      ;;
    browser)
      build
      browser_tests || status=1
      ;;
    *)
      echo "There is no test group '$group'; there are: $groups_known" >&2
      exit 2
      ;;
  esac
  summary "$group" || status=1
  exit "$status"
}

java_tests() { # name, tags to run, tags to leave out, then Maven's words
  local name="$1" tags="$2" without="$3" status=0
  shift 3
  maven test -fae -Dgroups="$tags" -DexcludedGroups="$without" -Dsurefire.failIfNoSpecifiedTests=false \
    ${CI:+-Dsurefire.rerunFailingTestsCount=1} "$@" || status=1
  [ "$status" -ne 0 ] || [ "$name" != java ] || { mkdir -p "$home/.twintown" && poms >"$home/.twintown/resolved-test"; }
  "$JAVA_HOME/bin/java" "$home/.ci/CountTests.java" "$home" >"$results/$name"
  return "$status"
}

keycloak() { # fetches Keycloak's distribution from Maven Central, once; a test unpacks it beside itself
  local version=26.7.3 folder="${XDG_CACHE_HOME:-$HOME/.cache}/twintown"
  keycloak_archive="$folder/keycloak-quarkus-dist-$version.zip"
  [ -f "$keycloak_archive" ] && return
  mkdir -p "$folder"
  (cd "$folder" && mvn -q -B dependency:copy -Dartifact="org.keycloak:keycloak-quarkus-dist:$version:zip" \
    -DoutputDirectory="$folder" -Dmdep.useBaseVersion=true) || {
    echo "Keycloak's distribution could not be fetched from Maven Central." >&2
    exit 1
  }
}

browser_tests() {
  local status=0
  (cd "$home/console" && npm test --silent && npm run --silent test:browser) 2>&1 | tee "$results/browser.log" || status=1
  sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$results/browser.log" >"$results/browser"
  return "$status"
}

summary() { # adds up what ran, checks it against the least, and ends with the count line
  local passed=0 failed=0 skipped=0 p f s file name least status=0
  for file in "$results"/*; do
    name="$(basename "$file")"
    case "$name" in *.log) continue ;; esac
    local ran=0
    while read -r p f s; do
      passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s)) ran=$((ran + p + f))
    done <"$file"
    least="$(sed -n "s/^$name \([0-9]*\)$/\1/p" "$home/.ci/minimums")"
    if [ "$ran" -lt "${least:-1}" ] && ! { [ "$name" = browser ] && [ "$skipped" -gt 0 ] && [ -z "${CI:-}" ]; }; then
      echo "Group '$name' ran $ran tests; at least ${least:-1} must run." >&2
      status=1
    fi
  done
  if [ "$skipped" -gt 0 ] && [ -n "${CI:-}" ]; then
    echo "$skipped tests were skipped, which CI does not expect." >&2
    status=1
  fi
  [ "$failed" -eq 0 ] || status=1
  echo "$passed passed, $failed failed, $skipped skipped"
  return "$status"
}
