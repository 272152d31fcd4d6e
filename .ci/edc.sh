# A connector of Eclipse EDC, put together from Maven Central; sourced by .ci/test.sh and ./twintown, which have set home.

edc() { # builds it where that was not done yet; sets edc_lib to the folder of its jars, or to nothing where it can't be had
  local project="$home/conformance/edc" log
  edc_lib="$project/target/lib"
  if [ -f "$edc_lib/.complete" ] && [ -z "$(find "$project/pom.xml" "$project/src" -newer "$edc_lib/.complete" -print -quit)" ]; then
    return
  fi
  echo "Fetching Eclipse EDC from Maven Central (some 260 jars, once) ..." >&2
  log="$(mktemp)"
  if (cd "$project" && mvn -q -B package) >"$log" 2>&1; then
    touch "$edc_lib/.complete"
  else
    echo "NOTE: Eclipse EDC could not be put together from Maven Central; what needs it is SKIPPED. Maven said:" >&2
    grep -m 3 '^\[ERROR\]' "$log" | cut -c1-400 >&2 || tail -3 "$log" >&2
    edc_lib=""
  fi
  rm -f "$log"
}
