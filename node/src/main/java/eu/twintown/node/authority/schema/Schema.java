package eu.twintown.node.authority.schema;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schema of the data space with all its versions, oldest first.
 *
 * @param name in PascalCase, unique
 * @param resourceType what it describes, such as {@code DataOffering}
 * @param revoked whether it is used no more
 */
public record Schema(
        String name,
        String title,
        String description,
        String resourceType,
        boolean revoked,
        Instant created,
        Instant modified,
        List<Version> versions) {

    /**
     * One version; never changes.
     *
     * @param version such as {@code 1.0.0}
     * @param content SHACL in Turtle
     */
    public record Version(String version, String changelog, Instant created, String content) {}

    public Version latest() {
        return versions.getLast();
    }

    /** The version of this number. */
    public Optional<Version> version(String number) {
        return versions.stream().filter(v -> v.version().equals(number)).findFirst();
    }

    String status() {
        return revoked ? "REVOKED" : "PUBLISHED";
    }

    Schema with(Version version) {
        List<Version> more = new java.util.ArrayList<>(versions);
        more.add(version);
        return new Schema(name, title, description, resourceType, false, created, version.created(), more);
    }

    Schema revoked(Instant at) {
        return new Schema(name, title, description, resourceType, true, created, at, versions);
    }

    /** The number after the latest: the last part counts up. */
    String nextVersion() {
        String last = latest().version();
        int dot = last.lastIndexOf('.');
        return last.substring(0, dot + 1) + (Integer.parseInt(last.substring(dot + 1)) + 1);
    }
}
