package eu.twintown.kernel.policy.document;

import eu.twintown.kernel.policy.Connective;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads constraints and refinements, counting them against the limits. */
final class ConstraintReader {
    private static final Set<String> KNOWN = known();
    private static final Set<String> DURATIONS = Set.of("elapsedTime", "delayPeriod", "meteredTime", "timeInterval");
    private static final Set<String> NUMBERS = Set.of(
            "count", "unitOfCount", "percentage", "payAmount", "resolution", "absoluteSize", "relativeSize", "version");

    private final Names names;
    private final Limits limits;
    private int count;

    ConstraintReader(Names names, Limits limits) {
        this.names = names;
        this.limits = limits;
    }

    List<Constraint> read(Fields owner, String member, String ownerId, int depth) {
        List<Constraint> constraints = new ArrayList<>();
        int number = 0;
        for (JsonNode node : owner.list(member)) {
            number++;
            constraints.add(read(node, owner.at(member), ownerId + "-" + member + "-" + number, depth));
        }
        return constraints;
    }

    private Constraint read(JsonNode node, String pointer, String fallbackId, int depth) {
        count(1, pointer);
        if (depth > limits.depth()) {
            throw ProblemException.badData(
                    "The policy is nested deeper than " + limits.depth() + " levels, which is the limit.", pointer);
        }
        Fields fields = Fields.of(names, node, pointer, KNOWN);
        String id = fields.iri("id").orElse(fallbackId);
        for (Connective connective : Connective.values()) {
            if (fields.has(connective.term())) {
                return logical(fields, id, connective, depth);
            }
        }
        return atomic(fields, id);
    }

    /** Constraints that another rule has too, because a rule was split: they will be evaluated as often. */
    void countAgain(List<Constraint> constraints, String pointer) {
        for (Constraint constraint : constraints) {
            count(1, pointer);
            if (constraint instanceof Constraint.Logical logical) {
                countAgain(logical.parts(), pointer);
            }
        }
    }

    private void count(int more, String pointer) {
        count += more;
        if (count > limits.constraints()) {
            throw ProblemException.badData(
                    "The policy has more than " + limits.constraints() + " constraints, which is the limit.", pointer);
        }
    }

    private Constraint logical(Fields fields, String id, Connective connective, int depth) {
        List<Constraint> parts = read(fields, connective.term(), id, depth + 1);
        boolean mixed = fields.has("leftOperand");
        for (Connective other : Connective.values()) {
            mixed |= other != connective && fields.has(other.term());
        }
        if (parts.isEmpty() || mixed) {
            throw ProblemException.badData(
                    "A logical constraint has exactly one of and, or, xone and andSequence, with constraints in it.",
                    fields.pointer());
        }
        return new Constraint.Logical(id, connective, parts);
    }

    private Constraint atomic(Fields fields, String id) {
        String left = required(fields.term("leftOperand"), fields, "leftOperand");
        String term = required(fields.odrl("operator"), fields, "operator");
        List<Operand> right = new ArrayList<>();
        for (JsonNode value : fields.list("rightOperand")) {
            right.add(operand(value, left, fields));
        }
        Optional<String> reference = fields.iri("rightOperandReference");
        if (right.isEmpty() == reference.isEmpty()) {
            throw ProblemException.badData(
                    "A constraint has either rightOperand or rightOperandReference.", fields.pointer());
        }
        if (right.size() > limits.values()) {
            throw ProblemException.badData(
                    "A constraint has at most " + limits.values() + " values.", fields.at("rightOperand"));
        }
        return new Constraint.Atomic(id, left, operator(term, fields), right, reference, fields.iri("unit"));
    }

    private static Operator operator(String term, Fields fields) {
        for (Operator operator : Operator.values()) {
            if (operator.term().equals(term)) {
                return operator;
            }
        }
        throw ProblemException.badData(
                "The operator is none of ODRL; use eq, neq, lt, lteq, gt, gteq, isA, hasPart, isPartOf, isAllOf, isAnyOf or"
                        + " isNoneOf.",
                fields.at("operator"));
    }

    private static String required(Optional<String> value, Fields fields, String member) {
        return value.orElseThrow(
                () -> ProblemException.badData("A constraint must have " + member + ".", fields.pointer()));
    }

    private Operand operand(JsonNode value, String left, Fields fields) {
        if (value.isNumber()) {
            return Literal.of(value.asString(), Odrl.XSD + "decimal");
        }
        if (value.isBoolean()) {
            return Literal.of(value.asString(), Odrl.XSD + "boolean");
        }
        if (value.isObject() && value.has("@value")) {
            JsonNode text = value.get("@value");
            String type = value.path("@type").asString("");
            return type.isEmpty()
                    ? operand(text, left, fields)
                    : checked(Literal.of(text.asString(), names.expand(type)), fields);
        }
        if (value.isObject()) {
            return Operand.iri(names.expand(Fields.reference(value, fields.at("rightOperand"))));
        }
        String text = value.asString();
        Optional<String> declared = fields.iri("dataType");
        return checked(Literal.of(text, declared.orElseGet(() -> datatype(text, left))), fields);
    }

    /** A value that does not fit its datatype would make the constraint unknown for ever: the author should hear of it. */
    private static Operand checked(Literal literal, Fields fields) {
        if (literal.value().isEmpty()) {
            throw ProblemException.badData(
                    "'" + literal.text() + "' is no " + literal.datatype() + ".", fields.at("rightOperand"));
        }
        return literal;
    }

    /** What a plain string means beside this left operand. */
    private static String datatype(String text, String left) {
        String local = left.startsWith(Odrl.NS) ? left.substring(Odrl.NS.length()) : "";
        if (local.equals("dateTime")) {
            return Odrl.XSD + (text.indexOf('T') < 0 ? "date" : "dateTime");
        }
        if (DURATIONS.contains(local) && text.startsWith("P")) {
            return Odrl.XSD + "duration";
        }
        boolean number = NUMBERS.contains(local) && text.matches("[+-]?\\d{1,30}(\\.\\d{1,30})?");
        return Odrl.XSD + (number ? "decimal" : "string");
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(Set.of(
                "id",
                "type",
                "leftOperand",
                "operator",
                "rightOperand",
                "rightOperandReference",
                "unit",
                "dataType",
                "status"));
        for (Connective connective : Connective.values()) {
            known.add(connective.term());
        }
        return Set.copyOf(known);
    }
}
