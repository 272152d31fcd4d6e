package eu.twintown.node.authority.onboarding.template;

import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The procedure templates, one for each type of participant; simple ones are there from the start. */
public final class Templates {
    private static final Pattern DOCUMENT_NAME = Pattern.compile("[a-zA-Z0-9 _\\-.@+,=]{1,50}");

    private final Kept<Template> kept;
    private final MimeTypes mimeTypes;
    private final Predicate<String> isAttribute;
    private final InstantSource clock;

    /** @param isAttribute whether there is an identity attribute of this code */
    public Templates(Documents documents, MimeTypes mimeTypes, Predicate<String> isAttribute, InstantSource clock) {
        this.kept = new Kept<>(documents, "authority-template", Template.class);
        this.mimeTypes = mimeTypes;
        this.isAttribute = isAttribute;
        this.clock = clock;
        for (ParticipantType type : ParticipantType.values()) {
            seed(type);
        }
    }

    /** One document that says who the organisation is. */
    private void seed(ParticipantType type) {
        Instant now = clock.instant();
        String id = seededId("template/" + type);
        Template.DocumentTemplate document = new Template.DocumentTemplate(
                seededId("document/" + type),
                "Organisation profile",
                "Who the organisation is and who speaks for it",
                true,
                MimeTypes.id(MimeTypes.PDF),
                Template.DocumentType.UPLOAD,
                now,
                now);
        kept.create(
                id,
                new Template(
                        id,
                        type,
                        "Joining as " + type,
                        "Upload the organisation profile as PDF and submit the request.",
                        List.of(document),
                        List.of(type.name()),
                        Term.USUAL,
                        now,
                        now));
    }

    private static String seededId(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public List<Template> all() {
        return kept.all();
    }

    public Optional<Template> find(String id) {
        return kept.find(id);
    }

    public Template get(String id) {
        return find(id).orElseThrow(() -> SimplProblem.notFound("There is no onboarding procedure template " + id));
    }

    public Optional<Template> of(ParticipantType type) {
        return all().stream().filter(t -> t.type() == type).findFirst();
    }

    public Template create(Fields fields) {
        Template fresh = read(UUID.randomUUID().toString(), fields, clock.instant());
        if (of(fresh.type()).isPresent()) {
            throw SimplProblem.conflict("There is a template for " + fresh.type() + " already");
        }
        kept.create(fresh.id(), fresh);
        return fresh;
    }

    public Template update(String id, Fields fields) {
        Template old = get(id);
        Template changed = read(id, fields, old.createdAt());
        if (changed.type() != old.type()) {
            throw fields.fault("participantType", "of a template cannot change");
        }
        kept.put(id, changed);
        return changed;
    }

    public void setAttributes(String id, List<String> codes) {
        requireAttributes(codes);
        get(id);
        kept.update(id, template -> template.withAttributes(codes, clock.instant()));
    }

    public void requireAttributes(List<String> codes) {
        codes.stream().filter(code -> !isAttribute.test(code)).findFirst().ifPresent(code -> {
            throw SimplProblem.badRequest("There is no identity attribute '" + code + "'");
        });
    }

    public void delete(String id) {
        kept.delete(id);
    }

    private Template read(String id, Fields fields, Instant createdAt) {
        Instant now = clock.instant();
        List<String> codes = new ArrayList<>();
        for (JsonNode attribute : fields.object().path("identityAttributes")) {
            codes.add(attribute.path("code").asString(""));
        }
        requireAttributes(codes);
        List<Template.DocumentTemplate> documents = new ArrayList<>();
        JsonNode given = fields.object().path("documentTemplates");
        for (int i = 0; i < given.size(); i++) {
            if (!(given.get(i) instanceof ObjectNode object)) {
                throw fields.fault("documentTemplates", "must hold objects");
            }
            documents.add(document(new Fields(object, "/documentTemplates/" + i), now));
        }
        return new Template(
                id,
                ParticipantType.of(fields.fields("participantType").uuid("id")),
                fields.text("description"),
                fields.optional("applicationInstructions", 2000).orElse(""),
                documents,
                codes,
                new Term(
                        fields.number("expirationTimeframe", 1, 0, Term.MOST),
                        fields.oneOf("expirationTimeframeTimeUnit", Term.Unit.class)),
                createdAt,
                now);
    }

    private Template.DocumentTemplate document(Fields fields, Instant now) {
        String name = fields.text("name", 50);
        if (!DOCUMENT_NAME.matcher(name).matches()) {
            throw fields.fault("name", "has characters other than letters, digits, blanks and _-.@+,=");
        }
        Template.DocumentType type = fields.object().has("type")
                ? fields.oneOf("type", Template.DocumentType.class)
                : Template.DocumentType.UPLOAD;
        return new Template.DocumentTemplate(
                fields.object().has("id")
                        ? fields.uuid("id")
                        : UUID.randomUUID().toString(),
                name,
                fields.optional("description", 255).orElse(""),
                fields.flag("mandatory", false),
                mimeTypes.named(fields.fields("mimeType").uuid("id")).id(),
                type,
                now,
                now);
    }
}
