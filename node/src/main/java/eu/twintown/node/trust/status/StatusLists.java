package eu.twintown.node.trust.status;

import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The status lists of credentials that this node issued. One numbered list has an entry per credential and is shown in
 * three shapes: as bitstring list (for data model 2.0), as StatusList2021 (1.1) and as token status list (SD-JWT).
 *
 * <p>Places are given out in blocks that are reserved in the database beforehand, so that no place is given twice whenever
 * the process is killed; the rest of a block is then lost, which does no harm. Within a list, the places jump about, so
 * that neighbours were not issued one after the other.
 */
public final class StatusLists {
    private static final String KIND = "status-list";
    private static final int BLOCK = 2048;
    private static final int STRIDE = 78_643;

    private final Documents documents;
    private final URI publicUrl;
    private final StatusListToken tokens;
    private final Map<Integer, State> lists = new HashMap<>();
    private int current;
    private int next;

    /** Where a credential stands. */
    public record Place(int list, int index) {}

    /** @param reserved places up to this number may have been given out */
    private record State(int reserved, StatusBits revoked, StatusBits suspended) {}

    /** @param publicUrl where this node is reached; the lists lie below it */
    public StatusLists(Documents documents, NodeDid node, URI publicUrl, InstantSource clock) {
        this.documents = documents;
        this.publicUrl = publicUrl;
        this.tokens = new StatusListToken(node, clock);
        for (Documents.Document stored : documents.list(KIND, "", 10_000, 0)) {
            int number = Integer.parseInt(stored.id());
            State state = read(StrictJson.object(stored.json()));
            lists.put(number, state);
            if (number > current) {
                current = number;
                next = state.reserved();
            }
        }
    }

    /** A place for one more credential. */
    public synchronized Place allocate() {
        if (current == 0 || next >= StatusBits.LEAST) {
            current++;
            next = 0;
            save(current, new State(0, StatusBits.empty(), StatusBits.empty()));
        }
        State state = state(current);
        if (next >= state.reserved()) {
            save(current, new State(next + BLOCK, state.revoked(), state.suspended()));
        }
        int index = (int) ((long) next * STRIDE % StatusBits.LEAST);
        next++;
        return new Place(current, index);
    }

    /** Marks a credential, durably. */
    public synchronized void mark(Place place, boolean revoked, boolean suspended) {
        State state = state(place.list());
        save(
                place.list(),
                new State(
                        state.reserved(),
                        state.revoked().with(place.index(), revoked ? 1 : 0),
                        state.suspended().with(place.index(), suspended ? 1 : 0)));
    }

    /** The member {@code credentialStatus} (or, for SD-JWT, {@code status}) of a credential at this place. */
    public JsonNode entry(Place place, CredentialFormat format) {
        if (format == CredentialFormat.SD_JWT) {
            ObjectNode status = StrictJson.object();
            status.putObject("status_list").put("idx", place.index()).put("uri", address("token-" + place.list()));
            return status;
        }
        boolean two = format == CredentialFormat.VC20_JWT;
        ArrayNode entries = StrictJson.MAPPER.createArrayNode();
        if (!two) {
            // Readers of data model 1.1 often know one entry only, as an object.
            return entry(place, "StatusList2021Entry", "2021-", "revocation");
        }
        for (String purpose : List.of("revocation", "suspension")) {
            entries.add(entry(place, "BitstringStatusListEntry", "bitstring-", purpose));
        }
        return entries;
    }

    private ObjectNode entry(Place place, String type, String shape, String purpose) {
        String list = address(shape + place.list() + "-" + purpose);
        return StrictJson.object()
                .put("id", list + "#" + place.index())
                .put("type", type)
                .put("statusPurpose", purpose)
                .put("statusListIndex", Integer.toString(place.index()))
                .put("statusListCredential", list);
    }

    /** The signed list of this name, such as {@code bitstring-1-revocation} or {@code token-1}. */
    public synchronized Optional<String> signed(String name) {
        String[] parts = name.split("-", -1);
        int number = parts.length > 1 && parts[1].matches("[0-9]{1,6}") ? Integer.parseInt(parts[1]) : 0;
        if (!lists.containsKey(number)) {
            return Optional.empty();
        }
        State state = state(number);
        String address = address(name);
        if (parts[0].equals("token") && parts.length == 2) {
            return Optional.of(tokens.token(address, state.revoked(), state.suspended()));
        }
        boolean known = parts.length == 3 && (parts[0].equals("bitstring") || parts[0].equals("2021"));
        return switch (known ? parts[2] : "") {
            case "revocation" ->
                Optional.of(tokens.credential(
                        address,
                        parts[0],
                        parts[2],
                        // With one entry only, a suspended credential of data model 1.1 counts as revoked meanwhile.
                        parts[0].equals("2021") ? state.revoked().or(state.suspended()) : state.revoked()));
            case "suspension" -> Optional.of(tokens.credential(address, parts[0], parts[2], state.suspended()));
            default -> Optional.empty();
        };
    }

    /** The signed list at an address, where it is one of ours. */
    public Optional<String> signed(URI address) {
        String prefix = address("");
        String text = address.toString();
        return text.startsWith(prefix) ? signed(text.substring(prefix.length())) : Optional.empty();
    }

    private String address(String name) {
        return publicUrl.toString().replaceAll("/+$", "") + "/credentials/status/" + name;
    }

    private State state(int number) {
        State state = lists.get(number);
        if (state == null) {
            throw new IllegalStateException("There is no status list " + number);
        }
        return state;
    }

    private void save(int number, State state) {
        ObjectNode json = StrictJson.object()
                .put("reserved", state.reserved())
                .put("revoked", state.revoked().gzip())
                .put("suspended", state.suspended().gzip());
        documents.put(KIND, "", Integer.toString(number), json.toString());
        lists.put(number, state);
    }

    private static State read(ObjectNode json) {
        return new State(
                json.path("reserved").asInt(0),
                StatusBits.gunzip(json.path("revoked").asString("")),
                StatusBits.gunzip(json.path("suspended").asString("")));
    }
}
