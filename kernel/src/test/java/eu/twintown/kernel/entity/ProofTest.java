package eu.twintown.kernel.entity;

import static eu.twintown.kernel.entity.Documents.entity;
import static eu.twintown.kernel.entity.Documents.json;
import static eu.twintown.kernel.entity.Documents.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.Representation.Format;
import org.junit.jupiter.api.Test;

class ProofTest {

    private static final String SIGNED = """
            {'id': 'urn:a:b', 'type': 'T', 'x': {'type': 'Property', 'value': 1, 'ngsildproof': {'type': 'Property',
              'value': {'type': 'DataIntegrityProof', 'cryptosuite': 'ecdsa-sd-2023', 'created': '2026-01-01T00:00:00Z',
                        'verificationMethod': 'did:example:1', 'proofValue': 'u2V0'},
              'entityIdSealed': 'urn:a:b', 'entityTypeSealed': 'T'}}}""";

    @Test
    void aProofComesBackLetterByLetterInAllForms_4_5_2_2() {
        Entity entity = entity(SIGNED);
        assertThat(written(entity, Format.NORMALIZED)).isEqualTo(json(SIGNED));
        assertThat(entity(written(entity, Format.CONCISE).toString())).isEqualTo(entity);
        assertThat(EntityCodec.decode(EntityCodec.encode(entity))).isEqualTo(entity);
    }

    @Test
    void sealedMembersStandInProofsOnly_4_5_2_2() {
        assertThatThrownBy(
                        () -> entity("{'id': 'urn:a:b', 'type': 'T', 'x': {'value': 1, 'entityIdSealed': 'urn:a:b'}}"))
                .hasMessageContaining("only stands in ngsildproof");
    }

    @Test
    void aProofIsAnObject_4_5_2_2() {
        assertThatThrownBy(() ->
                        entity("{'id': 'urn:a:b', 'type': 'T', 'x': {'value': 1, 'ngsildproof': {'value': 'signed'}}}"))
                .hasMessageContaining("is an object");
    }
}
