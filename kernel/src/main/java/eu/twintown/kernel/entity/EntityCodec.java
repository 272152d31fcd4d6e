package eu.twintown.kernel.entity;

/** The stored form of an entity: compact JSON text with expanded names. Lossless in both directions. */
public final class EntityCodec {

    private EntityCodec() {}

    public static String encode(Entity entity) {
        throw new UnsupportedOperationException();
    }

    public static Entity decode(String text) {
        throw new UnsupportedOperationException();
    }

    /** One attribute instance as text, for the history. */
    public static String encodeAttribute(Attribute attribute) {
        throw new UnsupportedOperationException();
    }

    public static Attribute decodeAttribute(String text) {
        throw new UnsupportedOperationException();
    }
}
