package eu.twintown.node.trust.issuance;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.Credentials;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.issuance.IssuedCredential.State;
import eu.twintown.node.trust.status.StatusLists;
import eu.twintown.node.trust.status.StatusLists.Place;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues credentials in the node's name. What it gives out is on record before it is given out; a revocation shows in the
 * status list before the call returns.
 */
public final class CredentialIssuer {
    private static final String KIND = "issued-credential";
    private static final int AT_ONCE = 500;

    private final CredentialMaker maker;
    private final StatusLists lists;
    private final Documents documents;
    private final InstantSource clock;

    public CredentialIssuer(NodeDid node, StatusLists lists, Documents documents, InstantSource clock) {
        this.maker = new CredentialMaker(node, lists);
        this.lists = lists;
        this.documents = documents;
        this.clock = clock;
    }

    public Credential issue(CredentialOrder order) {
        return issueAll(List.of(order)).getFirst();
    }

    /** Issues many, with one commit for some hundreds of them. */
    public List<Credential> issueAll(List<CredentialOrder> orders) {
        List<Credential> issued = new ArrayList<>(orders.size());
        for (int start = 0; start < orders.size(); start += AT_ONCE) {
            Map<String, String> records = new LinkedHashMap<>();
            for (CredentialOrder order : orders.subList(start, Math.min(orders.size(), start + AT_ONCE))) {
                IssuedCredential made = make(order);
                records.put(made.id(), made.json().toString());
                issued.add(Credentials.parse(made.text()));
            }
            documents.createAll(KIND, "", records);
        }
        return issued;
    }

    /** Ends a credential for good. */
    public IssuedCredential revoke(String id, String reason) {
        return change(id, State.REVOKED, reason);
    }

    /** Ends a credential until it is reinstated. */
    public IssuedCredential suspend(String id, String reason) {
        return change(id, State.SUSPENDED, reason);
    }

    /** Ends a suspension. */
    public IssuedCredential reinstate(String id) {
        return change(id, State.ISSUED, "reinstated");
    }

    public Optional<IssuedCredential> find(String id) {
        return documents.get(KIND, "", id).map(stored -> IssuedCredential.read(stored.json()));
    }

    /** In the order of issuing. */
    public List<IssuedCredential> list(int limit, int offset) {
        return documents.list(KIND, "", limit, offset).stream()
                .map(stored -> IssuedCredential.read(stored.json()))
                .toList();
    }

    /** How many there are. */
    public long count() {
        return documents.count(KIND, "");
    }

    private IssuedCredential make(CredentialOrder order) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String id = "urn:uuid:" + UUID.randomUUID();
        Optional<Place> place = order.revocable() ? Optional.of(lists.allocate()) : Optional.empty();
        return new IssuedCredential(
                id,
                order.format(),
                order.types(),
                order.subject(),
                now,
                now.plus(order.validity()),
                maker.make(order, id, place, now),
                place,
                State.ISSUED,
                now,
                "");
    }

    private synchronized IssuedCredential change(String id, State state, String reason) {
        IssuedCredential before = find(id).orElseThrow(() -> new ProblemException(
                ProblemType.RESOURCE_NOT_FOUND, "This node has issued no credential with the id " + id));
        if (before.state() == State.REVOKED && state != State.REVOKED) {
            throw new ProblemException(ProblemType.CONFLICT, "The credential was revoked, which is for good");
        }
        Place place = before.place()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "The credential was issued without a status, so it cannot be changed"));
        lists.mark(place, state == State.REVOKED, state == State.SUSPENDED);
        IssuedCredential changed = before.with(state, clock.instant(), reason);
        documents.put(KIND, "", id, changed.json().toString());
        return changed;
    }
}
