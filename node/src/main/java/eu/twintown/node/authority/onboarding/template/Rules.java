package eu.twintown.node.authority.onboarding.template;

import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Instants;
import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of all templates. */
public final class Rules {
    private static final int DEEPEST = 5;

    private final Kept<Rule> kept;
    private final InstantSource clock;

    public Rules(Documents documents, InstantSource clock) {
        this.kept = new Kept<>(documents, "authority-rule", Rule.class);
        this.clock = clock;
    }

    public List<Rule> of(String templateId) {
        return kept.all().stream()
                .filter(r -> r.templateId().equals(templateId))
                .toList();
    }

    public Rule get(String templateId, String id) {
        return kept.find(id)
                .filter(r -> r.templateId().equals(templateId))
                .orElseThrow(() -> SimplProblem.badRequest("The template has no rule " + id));
    }

    public Rule create(Template template, Fields fields) {
        Rule rule = read(template, fields, UUID.randomUUID().toString(), clock.instant(), 0);
        kept.create(rule.id(), rule);
        return rule;
    }

    public Rule update(Template template, String id, Fields fields) {
        Rule old = get(template.id(), id);
        Rule rule = read(template, fields, id, old.createdAt(), 0);
        kept.put(id, rule);
        return rule;
    }

    /** Changes those that are named by id, makes the others; nothing is done where one of them is at fault. */
    public List<Rule> replace(Template template, JsonNode content) {
        List<Rule> read = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            Fields fields = fields(content.get(i), "/content/" + i);
            String id = fields.object().has("id")
                    ? get(template.id(), fields.uuid("id")).id()
                    : "";
            read.add(read(template, fields, id.isEmpty() ? UUID.randomUUID().toString() : id, clock.instant(), 0));
        }
        for (Rule existing : of(template.id())) {
            if (read.stream().noneMatch(r -> r.id().equals(existing.id()))) {
                throw SimplProblem.badRequest("The rule " + existing.id() + " of the template is missing in the list");
            }
        }
        read.forEach(rule -> kept.put(rule.id(), rule));
        return of(template.id());
    }

    public void delete(Rule rule) {
        kept.delete(rule.id());
    }

    private Rule read(Template template, Fields fields, String id, Instant createdAt, int depth) {
        Rule.Type type = fields.oneOf("ruleType", Rule.Type.class);
        boolean composite = type == Rule.Type.COMPOSITE;
        return new Rule(
                id,
                template.id(),
                type,
                fields.text("name"),
                fields.optional("description", 500).orElse(""),
                Instants.parse(fields.text("validSince"), "validSince"),
                fields.optional("validTo", 50)
                        .map(text -> Instants.parse(text, "validTo"))
                        .orElse(null),
                fields.flag("active", true),
                composite ? "" : document(template, fields, type),
                fields.flag("forApproval", false),
                fields.flag("required", true),
                type == Rule.Type.DOCUMENT_CONTENT_CHECK ? fields.text("validationUri", 2000) : "",
                composite ? parts(template, fields, createdAt, depth) : List.of(),
                composite && fields.object().has("strategy")
                        ? fields.oneOf("strategy", Rule.Strategy.class)
                        : Rule.Strategy.ALL,
                type == Rule.Type.EIDAS ? eidas(fields) : Rule.Eidas.NONE,
                createdAt,
                clock.instant());
    }

    private static String document(Template template, Fields fields, Rule.Type type) {
        String id = fields.fields("documentTemplate").uuid("id");
        Template.DocumentType needed =
                type == Rule.Type.EIDAS ? Template.DocumentType.EIDAS : Template.DocumentType.UPLOAD;
        return template.document(id)
                .filter(d -> type == Rule.Type.DOCUMENT_PRESENCE_CHECK || d.type() == needed)
                .map(Template.DocumentTemplate::id)
                .orElseThrow(() -> fields.fault(
                        "documentTemplate", "names no document of this template of type " + needed + ": " + id));
    }

    private List<Rule> parts(Template template, Fields fields, Instant now, int depth) {
        JsonNode parts = fields.object().path("rules");
        if (parts.size() < 2 || depth >= DEEPEST) {
            throw fields.fault("rules", "must hold at least two rules, and be nested no deeper than " + DEEPEST);
        }
        List<Rule> read = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Fields part = fields(parts.get(i), fields.pointer() + "/rules/" + i);
            read.add(read(template, part, UUID.randomUUID().toString(), now, depth + 1));
        }
        return read;
    }

    private static Rule.Eidas eidas(Fields fields) {
        Fields attribute = fields.fields("eidasAttribute");
        String named = attribute
                .optional("uri", 500)
                .or(() -> attribute.optional("id", 50))
                .orElseThrow(() -> attribute.fault("uri", "is missing"));
        return new Rule.Eidas(
                fields.oneOf("eidasPersonType", Rule.PersonType.class),
                EidasAttributes.byUri(named).uri(),
                fields.oneOf("eidasAttributeCondition", Rule.Condition.class),
                fields.optional("eidasAttributeValue", 255).orElse(""));
    }

    private static Fields fields(JsonNode node, String pointer) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, pointer);
        }
        throw SimplProblem.badRequest(pointer + " must be an object");
    }
}
