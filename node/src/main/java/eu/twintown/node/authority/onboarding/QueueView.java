package eu.twintown.node.authority.onboarding;

import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest;
import eu.twintown.node.authority.onboarding.request.RequestedDocument;
import eu.twintown.node.authority.onboarding.template.MimeTypes;
import eu.twintown.node.authority.onboarding.template.Template;
import eu.twintown.node.authority.onboarding.template.Templates;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request as the console's queue shows it. */
record QueueView(Templates templates, MimeTypes mimeTypes) {
    private static final JsonMapper JSON = JsonMapper.shared();

    ObjectNode of(OnboardingRequest request, List<Journal.Entry> history) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", request.id())
                .put("organisation", request.organization())
                .put("participantType", request.type().name())
                .put("status", request.status().name())
                .put("participantId", request.outcome().participantId())
                .put("createdAt", request.createdAt().toString())
                .put("updatedAt", request.updatedAt().toString());
        json.putObject("applicant")
                .put("firstName", request.applicant().firstName())
                .put("lastName", request.applicant().lastName())
                .put("email", request.applicant().email());
        ArrayNode attributes = json.putArray("attributes");
        request.attributes().forEach(attributes::add);
        ArrayNode documents = json.putArray("documents");
        ArrayNode checks = json.putArray("checks");
        for (RequestedDocument document : request.documents()) {
            ObjectNode view = documents
                    .addObject()
                    .put("id", document.id())
                    .put("name", name(document))
                    .put("required", document.mandatory());
            view.put("filename", document.hasContent() ? document.filename() : null);
            document.executions().forEach(e -> checks.addObject()
                    .put("rule", e.name())
                    .put("passed", e.result() == RequestedDocument.Result.SUCCESS)
                    .put(
                            "reason",
                            e.remarks().stream()
                                    .map(RequestedDocument.Remark::message)
                                    .findFirst()
                                    .orElse("")));
        }
        ArrayNode comments = json.putArray("comments");
        request.comments().forEach(c -> comments.addObject()
                .put("at", c.at().toString())
                .put("by", c.author())
                .put("text", c.content()));
        json.set("history", history(history));
        return json;
    }

    private String name(RequestedDocument document) {
        return templates.all().stream()
                .flatMap(t -> t.document(document.templateId()).stream())
                .findFirst()
                .map(Template.DocumentTemplate::name)
                .orElse(document.description());
    }

    /** Only the steps from one state to another. */
    private static ArrayNode history(List<Journal.Entry> entries) {
        ArrayNode steps = JSON.createArrayNode();
        String state = "";
        for (Journal.Entry entry : entries) {
            if (!entry.detail().equals(state)) {
                steps.addObject()
                        .put("at", entry.at().toString())
                        .put("by", entry.who())
                        .put("from", state.isEmpty() ? null : state)
                        .put("to", entry.detail());
                state = entry.detail();
            }
        }
        return steps;
    }
}
