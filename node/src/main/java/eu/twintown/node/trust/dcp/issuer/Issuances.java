package eu.twintown.node.trust.dcp.issuer;

import eu.twintown.store.document.Documents;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The requests that holders made, durable; those that are over are kept apart, so that the open ones are found quickly. */
final class Issuances {
    private static final String OPEN = "dcp-issuance";
    private static final String OVER = "dcp-issuance-over";
    private static final int MOST = 20_000;

    private final Documents documents;

    Issuances(Documents documents) {
        this.documents = documents;
    }

    void add(Issuance issuance) {
        documents.create(OPEN, "", issuance.id(), issuance.json().toString());
    }

    void put(Issuance issuance) {
        documents.put(OPEN, "", issuance.id(), issuance.json().toString());
    }

    void over(Issuance issuance) {
        documents.put(OVER, "", issuance.id(), issuance.json().toString());
        documents.delete(OPEN, "", issuance.id());
    }

    Optional<Issuance> find(String id) {
        return documents.get(OPEN, "", id).or(() -> documents.get(OVER, "", id)).map(Issuances::read);
    }

    List<Issuance> open() {
        return documents.list(OPEN, "", MOST, 0).stream().map(Issuances::read).toList();
    }

    List<Issuance> over(int limit) {
        return documents.list(OVER, "", limit, 0).stream().map(Issuances::read).toList();
    }

    long openCount() {
        return documents.count(OPEN, "");
    }

    private static Issuance read(Documents.Document document) {
        return Issuance.of(JsonMapper.shared().readTree(document.json()));
    }
}
