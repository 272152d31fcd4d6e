package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.node.catalogue.simpl.check.Violation;
import eu.twintown.node.catalogue.simpl.description.Offering;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How it stands with one dataset in the authority's catalogue.
 *
 * @param wanted whether it is to be found there
 * @param hash of what was published last; empty = nothing was
 * @param fingerprint of the offering that was published last, to see whether it changed
 * @param reason why it is in this state, where that needs one
 * @param violations what keeps it from being published
 * @param rewritten texts that could not stand as they are, with their originals
 */
record Publication(
        String dataset,
        String title,
        String offering,
        boolean wanted,
        State state,
        String hash,
        String fingerprint,
        Optional<Instant> publishedAt,
        Instant checkedAt,
        String reason,
        List<Violation> violations,
        List<Offering.Rewritten> rewritten) {

    /** The states; every change is stored before and after the authority is asked. */
    enum State {
        NOT_PUBLISHED,
        PENDING,
        PUBLISHED,
        INVALID,
        FAILED,
        REVOKING,
        REVOKED
    }

    static Publication none(String dataset, String title, String offering, Instant now) {
        return new Publication(
                dataset,
                title,
                offering,
                false,
                State.NOT_PUBLISHED,
                "",
                "",
                Optional.empty(),
                now,
                "",
                List.of(),
                List.of());
    }

    Publication in(State next, boolean nowWanted, String why, Instant now) {
        return new Publication(
                dataset,
                title,
                offering,
                nowWanted,
                next,
                hash,
                fingerprint,
                publishedAt,
                now,
                why,
                List.of(),
                rewritten);
    }

    Publication invalid(List<Violation> found, List<Offering.Rewritten> texts, Instant now) {
        return new Publication(
                dataset,
                title,
                offering,
                true,
                State.INVALID,
                hash,
                fingerprint,
                publishedAt,
                now,
                "It does not fit the data space's schemas",
                found,
                texts);
    }

    Publication published(String newHash, String newFingerprint, List<Offering.Rewritten> texts, Instant now) {
        return new Publication(
                dataset,
                title,
                offering,
                true,
                State.PUBLISHED,
                newHash,
                newFingerprint,
                Optional.of(now),
                now,
                "",
                List.of(),
                texts);
    }

    Publication titled(String newTitle) {
        return new Publication(
                dataset,
                newTitle,
                offering,
                wanted,
                state,
                hash,
                fingerprint,
                publishedAt,
                checkedAt,
                reason,
                violations,
                rewritten);
    }

    boolean isThere() {
        return !hash.isEmpty() && state != State.REVOKED;
    }

    ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("dataset", dataset);
        json.put("title", title);
        json.put("offering", offering);
        json.put("state", state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        json.put("hash", hash);
        json.put("publishedAt", publishedAt.map(Instant::toString).orElse(""));
        json.put("checkedAt", checkedAt.toString());
        json.put("reason", reason);
        json.set("violations", violations(violations));
        json.set("rewritten", rewritten(rewritten));
        return json;
    }

    static ArrayNode violations(List<Violation> violations) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        violations.forEach(violation -> list.add(violation.json()));
        return list;
    }

    static ArrayNode rewritten(List<Offering.Rewritten> rewritten) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        rewritten.forEach(text -> list.addObject()
                .put("property", text.property())
                .put("original", text.original())
                .put("written", text.written()));
        return list;
    }
}
