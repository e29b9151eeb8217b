-- grain: one theme
SELECT theme_id, name, description
FROM marts.themes
ORDER BY name
