package eu.twintown.node.authority.onboarding;

import eu.twintown.node.authority.onboarding.request.OnboardingRequest;
import eu.twintown.node.authority.onboarding.request.RequestedDocument;
import eu.twintown.node.authority.onboarding.request.StatusLabels;
import eu.twintown.node.authority.onboarding.template.EidasAttributes;
import eu.twintown.node.authority.onboarding.template.MimeTypes;
import eu.twintown.node.authority.onboarding.template.Rule;
import eu.twintown.node.authority.onboarding.template.Template;
import eu.twintown.node.authority.onboarding.template.Templates;
import eu.twintown.node.authority.onboarding.template.Term;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Templates, rules and requests as the API shows them. */
final class OnboardingViews {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MimeTypes mimeTypes;
    private final Templates templates;
    private final StatusLabels labels;

    OnboardingViews(MimeTypes mimeTypes, Templates templates, StatusLabels labels) {
        this.mimeTypes = mimeTypes;
        this.templates = templates;
        this.labels = labels;
    }

    ObjectNode template(Template template) {
        ObjectNode json = JSON.createObjectNode().put("id", template.id());
        json.set("participantType", template.type().json());
        json.put("description", template.description());
        times(json, template.createdAt(), template.updatedAt());
        ArrayNode documents = json.putArray("documentTemplates");
        template.documents().forEach(d -> documents.add(documentTemplate(d)));
        json.set("identityAttributes", codes(template.attributes()));
        term(json, template.term());
        return json.put("applicationInstructions", template.instructions());
    }

    private ObjectNode documentTemplate(Template.DocumentTemplate document) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", document.id())
                .put("name", document.name())
                .put("description", document.description())
                .put("mandatory", document.mandatory())
                .put("type", document.type().name());
        if (!document.mimeTypeId().isEmpty()) {
            json.set("mimeType", mimeTypes.get(document.mimeTypeId()).json());
        }
        return times(json, document.createdAt(), document.updatedAt());
    }

    ObjectNode rule(Rule rule, boolean used) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", rule.id())
                .put("ruleType", rule.type().name())
                .put("name", rule.name())
                .put("description", rule.description())
                .put("validSince", rule.validSince().toString());
        text(json, "validTo", rule.validTo());
        json.put("active", rule.active())
                .put("forApproval", rule.forApproval())
                .put("required", rule.required())
                .put("used", used);
        templates
                .find(rule.templateId())
                .flatMap(t -> t.document(rule.documentTemplate()))
                .ifPresent(d -> json.set("documentTemplate", documentTemplate(d)));
        switch (rule.type()) {
            case DOCUMENT_CONTENT_CHECK -> json.put("validationUri", rule.validationUri());
            case COMPOSITE -> {
                json.put("strategy", rule.strategy().name());
                ArrayNode parts = json.putArray("rules");
                rule.rules().forEach(part -> parts.add(rule(part, used)));
            }
            case EIDAS -> {
                json.put("eidasPersonType", rule.eidas().person().name())
                        .put("eidasAttributeCondition", rule.eidas().condition().name())
                        .put("eidasAttributeValue", rule.eidas().value());
                json.set(
                        "eidasAttribute",
                        EidasAttributes.byUri(rule.eidas().attribute()).json());
            }
            case DOCUMENT_PRESENCE_CHECK -> {
                // the document says it all
            }
        }
        return times(json, rule.createdAt(), rule.updatedAt());
    }

    ObjectNode request(OnboardingRequest request) {
        ObjectNode json = JSON.createObjectNode().put("id", request.id());
        json.set("status", labels.json(request.status()));
        json.putObject("applicant")
                .put("username", request.applicant().username())
                .put("firstName", request.applicant().firstName())
                .put("lastName", request.applicant().lastName())
                .put("email", request.applicant().email());
        json.set("participantType", request.type().json());
        json.putObject("onboardingTemplate").put("applicationInstructions", request.instructions());
        json.put("organization", request.organization());
        ArrayNode documents = json.putArray("documents");
        request.documents().forEach(d -> documents.add(document(d)));
        ArrayNode comments = json.putArray("comments");
        request.comments()
                .forEach(c -> comments.add(times(
                        JSON.createObjectNode()
                                .put("id", c.id())
                                .put("author", c.author())
                                .put("content", c.content()),
                        c.at(),
                        c.at())));
        json.set("identityAttributes", codes(request.attributes()));
        put(json, "rejectionCause", request.outcome().rejectionCause());
        put(json, "participantId", request.outcome().participantId());
        put(json, "credentialId", request.outcome().credentialId());
        term(json, request.term());
        times(json, request.createdAt(), request.updatedAt());
        return json.put("lastStatusUpdateTimestamp", request.statusAt().toString());
    }

    ObjectNode document(RequestedDocument document) {
        ObjectNode json = JSON.createObjectNode().put("id", document.id());
        Optional<Template.DocumentTemplate> template = templates.all().stream()
                .flatMap(t -> t.document(document.templateId()).stream())
                .findFirst();
        template.ifPresent(t -> json.set("documentTemplate", documentTemplate(t)));
        if (!document.mimeTypeId().isEmpty()) {
            json.set("mimeType", mimeTypes.get(document.mimeTypeId()).json());
        }
        json.put("description", document.description())
                .put("hasContent", document.hasContent())
                .put("mandatory", document.mandatory())
                .put("type", document.type().name());
        if (document.hasContent()) {
            json.put("filename", document.filename()).put("filesize", document.size());
        }
        ArrayNode executions = json.putArray("ruleExecutions");
        document.executions().forEach(e -> executions.add(execution(e)));
        return times(json, document.createdAt(), document.updatedAt());
    }

    ObjectNode document(RequestedDocument document, byte[] content) {
        return document(document).put("content", Base64.getEncoder().encodeToString(content));
    }

    private static ObjectNode execution(RequestedDocument.Execution execution) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", execution.id())
                .put("ruleType", execution.ruleType().name())
                .put("name", execution.name())
                .put("description", execution.description())
                .put("status", execution.result().name());
        ArrayNode remarks = json.putArray("remarks");
        execution
                .remarks()
                .forEach(r -> remarks.add(JSON.createObjectNode()
                        .put("code", r.code())
                        .put("message", r.message())
                        .put("ruleName", execution.name())));
        return json.put("executionStart", execution.start().toString())
                .put("executionEnd", execution.end().toString());
    }

    static ArrayNode codes(List<String> codes) {
        ArrayNode array = JSON.createArrayNode();
        codes.forEach(code -> array.add(JSON.createObjectNode().put("code", code)));
        return array;
    }

    private static void term(ObjectNode json, Term term) {
        json.put("expirationTimeframe", (long) term.amount())
                .put("expirationTimeframeTimeUnit", term.unit().name());
    }

    private static ObjectNode times(ObjectNode json, Instant created, Instant updated) {
        return json.put("creationTimestamp", created.toString()).put("updateTimestamp", updated.toString());
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void text(ObjectNode json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }
}
