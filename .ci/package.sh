# Makes the installable archive; sourced by ./twintown, which has set home and built everything.

make_package() {
  local version name out
  version="$(sed -n 's/^version=//p' "$home/node/target/classes/eu/twintown/node/ops/version.properties")"
  name="twintown-$version"
  out="$home/target"
  rm -rf "${out:?}/$name" "$out/$name.tar.gz"
  mkdir -p "$out/$name/lib" "$out/$name/etc" "$out/$name/docs"
  cp "$home/twintown" "$out/$name/"
  cp "$home"/node/target/lib/*.jar "$home/node/target/twintown-node.jar" "$out/$name/lib/"
  cp "$home/packaging/twintown.yaml" "$home/packaging/twintown.service" "$out/$name/etc/"
  cp "$home/docs"/*.md "$out/$name/docs/"
  cp "$home/LICENSE" "$home/packaging/INSTALL.md" "$out/$name/"
  cp "$home/target/sbom.json" "$out/$name/" 2>/dev/null || true
  # Sorted, and with one date and owner, so that one commit always gives the same archive.
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-11-22 00:00:00Z' -C "$out" -cf - "$name" |
    gzip -n >"$out/$name.tar.gz"
  rm -rf "${out:?}/$name"
  echo "$out/$name.tar.gz"
}
