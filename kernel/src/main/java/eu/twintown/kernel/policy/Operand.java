package eu.twintown.kernel.policy;

/** A value that a constraint compares with: a thing named by IRI, or a literal. */
public sealed interface Operand permits Operand.Iri, Literal {

    /** The IRI, or the text of the literal as it was written. */
    String text();

    /**
     * A thing named by its IRI.
     *
     * @param text the absolute IRI
     */
    record Iri(String text) implements Operand {}

    static Operand iri(String iri) {
        return new Iri(iri);
    }

    static Operand text(String text) {
        return Literal.of(text, Odrl.XSD + "string");
    }

    static Operand number(String decimal) {
        return Literal.of(decimal, Odrl.XSD + "decimal");
    }

    static Operand moment(String dateTime) {
        return Literal.of(dateTime, Odrl.XSD + "dateTime");
    }
}
