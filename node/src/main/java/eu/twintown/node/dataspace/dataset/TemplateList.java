package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.text.Template;
import java.time.LocalDate;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The templates of offers, with what a steward may choose in each. */
final class TemplateList {

    private TemplateList() {}

    static ArrayNode in(Locale locale) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        Template.Choices usual = Template.Choices.until(LocalDate.EPOCH);
        for (Template template : Template.values()) {
            ObjectNode node = list.addObject()
                    .put("template", template.name())
                    .put("title", template.title(locale))
                    .put("text", template.text(locale));
            ArrayNode choices = node.putArray("choices");
            switch (template) {
                case MEMBERS -> choice(choices, "credential", "text", false).put("default", usual.credential());
                case AGGREGATED -> {
                    choice(choices, "span", "duration", false)
                            .put("default", usual.span().toString());
                    ObjectNode areas = choice(choices, "areas", "texts", false);
                    usual.areas().forEach(areas.putArray("default")::add);
                    Terms.AREAS.forEach(areas.putArray("allowed")::add);
                }
                case UNTIL -> choice(choices, "until", "date", true);
                case OPEN, RESEARCH, EMERGENCY -> {}
            }
        }
        return list;
    }

    private static ObjectNode choice(ArrayNode choices, String name, String kind, boolean required) {
        return choices.addObject().put("name", name).put("kind", kind).put("required", required);
    }
}
