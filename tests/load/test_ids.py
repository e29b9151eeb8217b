from etl.load.ids import KEY_LENGTH, article_id, key, sentence_ids


def test_keys_keep_their_parts_apart():
    assert key("ab", "c") != key("a", "bc")
    assert len(article_id("https://paper.example/a")) == KEY_LENGTH


def test_one_page_by_http_and_https_is_one_article():
    assert article_id("http://paper.example/a/") == article_id("https://paper.example/a?utm_source=feed")


def test_a_repeated_sentence_gets_a_key_of_its_own():
    first, second, other = sentence_ids("article", ["Same words.", "Same words.", "Other words."])
    assert len({first, second, other}) == 3
    assert [first] == list(sentence_ids("article", ["Same words."]))


def test_text_that_is_not_valid_unicode_still_has_a_key():
    assert key("\ud800")
