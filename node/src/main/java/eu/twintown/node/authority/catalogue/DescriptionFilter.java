package eu.twintown.node.authority.catalogue;

import eu.twintown.node.catalogue.simpl.check.Simpl;
import eu.twintown.node.http.Parameters;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Which self-descriptions a list is to hold; an empty list of values = any. */
record DescriptionFilter(
        List<String> ids,
        List<String> hashes,
        List<String> issuers,
        List<String> validators,
        List<String> statuses,
        List<String> providers,
        Range uploaded,
        Range status) {

    /** From and to, both included. */
    record Range(Instant from, Instant to) {

        boolean has(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    /** Reads it; active ones where no status is named. */
    static DescriptionFilter of(Parameters parameters) {
        List<String> statuses = parameters.list("statuses").stream()
                .map(status -> status.toLowerCase(Locale.ROOT))
                .toList();
        for (String status : statuses) {
            if (!List.of("active", "eol", "deprecated", "revoked").contains(status)) {
                throw new Refusal(400, "'" + status + "' is no status; there are active, eol, deprecated and revoked");
            }
        }
        return new DescriptionFilter(
                parameters.list("ids"),
                parameters.list("hashes"),
                parameters.list("issuers"),
                parameters.list("validators"),
                statuses.isEmpty() ? List.of("active") : statuses,
                parameters.list("providedBy"),
                range(parameters, "uploadTimerange"),
                range(parameters, "statusTimerange"));
    }

    boolean takes(Descriptions.Entry entry) {
        StoredDescription stored = entry.stored();
        return any(ids, stored.id())
                && any(hashes, stored.hash())
                && any(issuers, stored.issuer())
                && validators.isEmpty()
                && any(statuses, stored.status().text())
                && any(providers, entry.description().text(Simpl.PROVIDED_BY).orElse(""))
                && uploaded.has(stored.uploaded())
                && status.has(stored.statusSince());
    }

    private static boolean any(List<String> wanted, String value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    /** Two times with a slash between them, as the catalogue's contract has it. */
    private static Range range(Parameters parameters, String name) {
        String text = parameters.text(name).orElse("");
        if (text.isEmpty()) {
            return new Range(Instant.MIN, Instant.MAX);
        }
        String[] ends = text.split("/", -1);
        try {
            if (ends.length == 2) {
                return new Range(
                        OffsetDateTime.parse(ends[0]).toInstant(),
                        OffsetDateTime.parse(ends[1]).toInstant());
            }
        } catch (DateTimeParseException e) {
            // told below
        }
        throw new Refusal(400, name + " must be two times, such as 2026-01-01T00:00:00Z/2026-12-31T00:00:00Z");
    }
}
