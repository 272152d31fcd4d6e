package eu.twintown.node.authority.signing;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.URIDereferencer;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * XAdES signatures of the level B-B (ETSI EN 319 132-1): an XML signature over the document and over properties that name
 * the signer's certificate and the time. Enveloped ones stand in the XML document that they sign; detached ones sign any
 * bytes.
 */
final class Xades {
    private static final String NS = "http://uri.etsi.org/01903/v1.3.2#";
    private static final String PROPERTIES = "http://uri.etsi.org/01903#SignedProperties";
    private static final String PROPERTIES_ID = "xades-properties";
    private static final String DETACHED = "document";
    private static final XMLSignatureFactory XML = XMLSignatureFactory.getInstance("DOM");

    /** Which key counts is known only when the signature has been read. */
    private static final KeySelector NO_KEY = new KeySelector() {
        @Override
        public KeySelectorResult select(
                KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
            throw new SignatureFault("The certificate of the signer is missing");
        }
    };

    private Xades() {}

    /** @param detached whether the document stays outside; else it must be XML */
    static byte[] sign(byte[] document, boolean detached, Seal seal) {
        Document xml = detached ? XmlDocuments.empty() : XmlDocuments.parse(document);
        Node parent = detached ? xml : xml.getDocumentElement();
        try {
            DigestMethod sha256 = XML.newDigestMethod(DigestMethod.SHA256, null);
            Transform canonical = XML.newTransform(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null);
            Reference content = detached
                    ? XML.newReference(DETACHED, sha256)
                    : XML.newReference(
                            "",
                            sha256,
                            List.of(XML.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null), canonical),
                            null,
                            null);
            Reference properties = XML.newReference("#" + PROPERTIES_ID, sha256, List.of(canonical), PROPERTIES, null);
            Element qualifying = properties(xml, seal);
            XMLObject object = XML.newXMLObject(List.of(new DOMStructure(qualifying)), null, null, null);
            KeyInfoFactory keys = XML.getKeyInfoFactory();
            KeyInfo key = keys.newKeyInfo(List.of(keys.newX509Data(seal.chain())));
            DOMSignContext context = new DOMSignContext(seal.key(), parent);
            context.setDefaultNamespacePrefix("ds");
            context.setIdAttributeNS((Element) qualifying.getFirstChild(), null, "Id");
            context.setURIDereferencer(dereferencing(Optional.of(document)));
            XML.newXMLSignature(
                            XML.newSignedInfo(
                                    XML.newCanonicalizationMethod(
                                            CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                                    XML.newSignatureMethod(SignatureMethod.ECDSA_SHA256, null),
                                    List.of(content, properties)),
                            key,
                            List.of(object),
                            "xades",
                            null)
                    .sign(context);
            return XmlDocuments.bytes(xml);
        } catch (GeneralSecurityException | MarshalException | XMLSignatureException e) {
            throw new IllegalStateException("The document could not be signed", e);
        }
    }

    static Signed verify(byte[] signed, Optional<byte[]> original) {
        Document xml = XmlDocuments.parse(signed);
        NodeList found = xml.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        if (found.getLength() != 1) {
            throw new SignatureFault("It has " + found.getLength() + " signatures; one is wanted");
        }
        Element properties = only(xml, "SignedProperties");
        try {
            DOMValidateContext context = new DOMValidateContext(NO_KEY, found.item(0));
            context.setProperty("org.jcp.xml.dsig.secureValidation", Boolean.TRUE);
            context.setIdAttributeNS(properties, null, "Id");
            context.setURIDereferencer(dereferencing(original));
            XMLSignature signature = XML.unmarshalXMLSignature(context);
            X509Certificate signer = certificate(signature);
            requireReferences(signature, found.item(0), xml);
            context.setKeySelector(KeySelector.singletonKeySelector(signer.getPublicKey()));
            if (!signature.validate(context)) {
                throw new SignatureFault("The signature does not fit the document and the certificate");
            }
            String digest = only(xml, "CertDigest")
                    .getElementsByTagNameNS(XMLSignature.XMLNS, "DigestValue")
                    .item(0)
                    .getTextContent();
            if (!digest.strip().equals(Base64.getEncoder().encodeToString(Cades.digest(signer)))) {
                throw new SignatureFault("What is signed does not name the signer's certificate");
            }
            return new Signed(signer, signedAt(only(xml, "SigningTime").getTextContent()));
        } catch (MarshalException | XMLSignatureException | CertificateEncodingException | RuntimeException e) {
            if (e instanceof SignatureFault fault) {
                throw fault;
            }
            throw new SignatureFault("It is no signature in the form of XAdES, or it does not hold");
        }
    }

    /**
     * The signature must cover the whole document and the properties, and nothing else: otherwise a signed part could be
     * moved into another document (signature wrapping).
     */
    private static void requireReferences(XMLSignature signature, Node element, Document xml) {
        List<Reference> references = signature.getSignedInfo().getReferences();
        boolean enveloped = element != xml.getDocumentElement();
        boolean covers = references.size() == 2
                && (enveloped ? "" : DETACHED).equals(references.getFirst().getURI())
                && ("#" + PROPERTIES_ID).equals(references.getLast().getURI())
                && PROPERTIES.equals(references.getLast().getType())
                && (!enveloped || element.getParentNode() == xml.getDocumentElement())
                && references.stream().allMatch(Xades::hasPlainTransforms);
        if (!covers) {
            throw new SignatureFault("The signature does not cover the document as a whole and its properties");
        }
    }

    private static boolean hasPlainTransforms(Reference reference) {
        return reference.getTransforms().stream()
                .map(Transform.class::cast)
                .map(Transform::getAlgorithm)
                .allMatch(
                        List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.INCLUSIVE)
                                ::contains);
    }

    private static X509Certificate certificate(XMLSignature signature) {
        if (signature.getKeyInfo() != null) {
            for (Object content : signature.getKeyInfo().getContent()) {
                if (content instanceof X509Data data
                        && data.getContent().getFirst() instanceof X509Certificate certificate) {
                    return certificate;
                }
            }
        }
        throw new SignatureFault("The certificate of the signer is missing");
    }

    /** Nothing but the document itself and places in it is ever read: no file, no address. */
    private static URIDereferencer dereferencing(Optional<byte[]> original) {
        URIDereferencer own = XML.getURIDereferencer();
        return (reference, context) -> {
            String uri = reference.getURI();
            if (uri != null && (uri.isEmpty() || uri.startsWith("#"))) {
                return own.dereference(reference, context);
            }
            byte[] document = original.filter(bytes -> DETACHED.equals(uri))
                    .orElseThrow(() ->
                            new SignatureFault("The signature is detached; send the document as originalDocument"));
            return new OctetStreamData(new ByteArrayInputStream(document));
        };
    }

    private static Element properties(Document xml, Seal seal) throws CertificateEncodingException {
        Element qualifying = xml.createElementNS(NS, "xades:QualifyingProperties");
        qualifying.setAttribute("Target", "#xades");
        Element signed = add(qualifying, "SignedProperties", null);
        signed.setAttribute("Id", PROPERTIES_ID);
        Element about = add(signed, "SignedSignatureProperties", null);
        add(about, "SigningTime", seal.at().truncatedTo(ChronoUnit.SECONDS).toString());
        Element digest = add(add(add(about, "SigningCertificateV2", null), "Cert", null), "CertDigest", null);
        Element method = xml.createElementNS(XMLSignature.XMLNS, "ds:DigestMethod");
        method.setAttribute("Algorithm", DigestMethod.SHA256);
        digest.appendChild(method);
        Element value = xml.createElementNS(XMLSignature.XMLNS, "ds:DigestValue");
        value.setTextContent(Base64.getEncoder().encodeToString(Cades.digest(seal.certificate())));
        digest.appendChild(value);
        return qualifying;
    }

    private static Element add(Element parent, String name, @Nullable String text) {
        Element element = parent.getOwnerDocument().createElementNS(NS, "xades:" + name);
        if (text != null) {
            element.setTextContent(text);
        }
        parent.appendChild(element);
        return element;
    }

    private static Element only(Document xml, String name) {
        NodeList found = xml.getElementsByTagNameNS(NS, name);
        if (found.getLength() != 1) {
            throw new SignatureFault("It has " + found.getLength() + " elements " + name + "; one is wanted");
        }
        return (Element) found.item(0);
    }

    private static Optional<Instant> signedAt(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
