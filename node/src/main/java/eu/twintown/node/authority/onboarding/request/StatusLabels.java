package eu.twintown.node.authority.onboarding.request;

import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.store.document.Documents;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the states of requests are called in this data space. */
public final class StatusLabels {
    private final Kept<Label> kept;

    public record Label(String text) {}

    public StatusLabels(Documents documents) {
        this.kept = new Kept<>(documents, "authority-status-label", Label.class);
    }

    public void set(String id, String text) {
        OnboardingStatus status = Arrays.stream(OnboardingStatus.values())
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(() -> SimplProblem.notFound("There is no onboarding status " + id));
        kept.put(status.name(), new Label(text));
    }

    public ObjectNode json(OnboardingStatus status) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", status.id())
                .put("label", kept.find(status.name()).map(Label::text).orElse(status.usualLabel()))
                .put("value", status.name());
    }
}
