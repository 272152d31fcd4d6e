package eu.twintown.node.authority.onboarding.template;

import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The media types of documents, out of those whose content the authority can tell. */
public final class MimeTypes {
    public static final String PDF = "application/pdf";

    private static final Map<String, String> SUPPORTED = new TreeMap<>(Map.of(
            PDF,
            "PDF document",
            "application/json",
            "JSON document",
            "application/xml",
            "XML document",
            "image/png",
            "PNG image",
            "image/jpeg",
            "JPEG image",
            "text/plain",
            "Plain text"));

    private final Kept<MimeType> kept;

    public MimeTypes(Documents documents) {
        this.kept = new Kept<>(documents, "authority-mime-type", MimeType.class);
        SUPPORTED.forEach((value, description) -> {
            MimeType type = new MimeType(id(value), value, description);
            kept.create(type.id(), type);
        });
    }

    public static String id(String value) {
        return UUID.nameUUIDFromBytes(("mime-type/" + value).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    public static List<String> supported() {
        return List.copyOf(SUPPORTED.keySet());
    }

    public List<MimeType> all() {
        return kept.all();
    }

    public MimeType get(String id) {
        return kept.find(id).orElseThrow(() -> SimplProblem.notFound("There is no media type " + id));
    }

    /** As {@link #get}, for an id inside a body. */
    public MimeType named(String id) {
        return kept.find(id).orElseThrow(() -> SimplProblem.badRequest("There is no media type " + id));
    }

    public MimeType create(String value, String description) {
        requireSupported(value);
        MimeType fresh = new MimeType(id(value), value, description);
        if (!kept.create(fresh.id(), fresh)) {
            throw SimplProblem.badRequest("The media type " + value + " is there already");
        }
        return fresh;
    }

    public MimeType update(String id, String value, String description) {
        requireSupported(value);
        return kept.update(id, old -> new MimeType(id, value, description))
                .orElseThrow(() -> SimplProblem.notFound("There is no media type " + id));
    }

    public void delete(String id) {
        kept.delete(id);
    }

    private static void requireSupported(String value) {
        if (!SUPPORTED.containsKey(value)) {
            throw SimplProblem.unprocessable(
                    "Mime type not supported: " + value + "; supported: " + String.join(", ", SUPPORTED.keySet()));
        }
    }
}
